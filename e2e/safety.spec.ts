import { readdir, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, request } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { defaultSettings, Settings } from "../electron/contract/settings";
import { expectUnbroken } from "./received";
import { until } from "./peers/until";
import { expect, storeSettings, type StudioRun, test } from "./studio";

test("the window is a closed room", async ({ folder, open }) => {
  const userData = join(folder, "own");
  await storeSettings(userData, JSON.stringify({ ...defaultSettings, recording: { ...defaultSettings.recording, folder } }));
  const flags = ["--source", "test", "--audio", "test", "--rehearse", "--replay-buffer", "20"];
  const studio = await open(flags, { userData, switches: ["--use-fake-device-for-media-stream"] });
  const { app, page } = studio;

  await test.step("sandboxed, isolated and without Node", async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): object };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, webSecurity: true });
    const reach = await page.evaluate(() => [typeof Reflect.get(window, "require"), typeof Reflect.get(window, "process")]);
    expect(reach).toEqual(["undefined", "undefined"]);
    expect(await page.evaluate(() => Object.keys(window.tallylight).sort())).toEqual(["call", "on"]);
    expect(page.url()).toMatch(/^app:\/\/tallylight\//);
  });

  await test.step("with a policy that holds", async () => {
    const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get("content-security-policy"));
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src[^;]*(unsafe-inline|'unsafe-eval'|http)/);
    const refused = await page.evaluate(
      () =>
        new Promise<string[]>((done) => {
          const violations: string[] = [];
          document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
            violations.push(effectiveDirective);
            if (violations.length === 3) done(violations.sort());
          });
          const script = document.createElement("script");
          script.textContent = "window.intruded = true";
          const frame = document.createElement("iframe");
          frame.src = "https://example.com/";
          document.body.append(script, frame);
          fetch("https://example.com/").catch(() => undefined);
        }),
    );
    expect(refused).toEqual(["connect-src", "frame-src", "script-src-elem"]);
    expect(await page.evaluate(() => Reflect.get(window, "intruded") as unknown)).toBeUndefined();
  });

  await test.step("that opens no windows and goes nowhere", async () => {
    expect(await page.evaluate(() => window.open("https://example.com/"))).toBeNull();
    const asked = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<[string, boolean]>((done) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once("will-navigate", (event, url) => done([url, event.defaultPrevented]));
        }),
    );
    await page.evaluate(() => {
      location.href = "https://example.com/";
    });
    expect(await asked).toEqual(["https://example.com/", true]);
    expect(app.windows()).toHaveLength(1);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  await test.step("whose permissions are its own", async () => {
    expect(await page.evaluate(camera)).toBe("granted");
    expect(await foreignPage(studio)).toBe("NotAllowedError");
  });

  await test.step("whose messages are checked", async () => {
    const refusals = await page.evaluate(async () => {
      const call = window.tallylight.call as (name: string, request?: unknown) => Promise<unknown>;
      const asked = [
        call("settings.write", { version: 2 }),
        call("destination.save", { destination: { id: 1 }, secrets: {}, sessionOnly: "yes" }),
        call("stream.start", "now"),
        call("no.such.call"),
        call("__proto__"),
      ];
      return (await Promise.allSettled(asked)).map((answer) => answer.status);
    });
    expect(refusals).toEqual(Array(5).fill("rejected"));
    await studio.goesOn(30);
  });

  await test.step("with a preview for those who know the way only", async () => {
    const { preview } = await studio.status("the preview", (line) => line.preview.url !== null);
    const url = new URL(preview.url ?? "");
    expect(await answerOf(url)).toBe(200);
    expect(await answerOf(url, { host: `evil.example:${url.port}` })).toBe(403);
    const [, token = "", file] = url.pathname.split("/");
    expect(await answerOf(new URL(`/${token.slice(0, -1)}x/${file}`, url))).toBe(404);
    expect(await answerOf(new URL("/", url))).toBe(404);
    expect((await fetch(url, { headers: { origin: "https://evil.example" } })).headers.get("access-control-allow-origin")).toBeNull();
  });

  await test.step("whose diagnostics say much and no secret", async () => {
    const planted = { streamKey: "planted-stream-key", passphrase: "planted passphrase" };
    await page.evaluate(async ({ streamKey, passphrase }) => {
      const { call } = window.tallylight;
      const target = { protocol: "rtmp", service: "custom", server: "rtmp://planted-user:planted-password@h/app" } as const;
      await call("destination.save", { destination: { id: "d", name: "Mine", enabled: false, target }, secrets: { streamKey, passphrase }, sessionOnly: true });
      await call("log.report", { level: "info", text: `${streamKey}, ${encodeURIComponent(passphrase)}, https://planted-user:planted-password@h/` });
      await call("diagnostics.copy", undefined);
    }, planted);
    const text = await app.evaluate(({ clipboard }) => clipboard.readText());
    for (const said of ["Electron: ", "FFmpeg: ", "Encoders: x264", '"name": "Mine"', '"phase": "rehearsing"', "[page] •••, •••, https://•••@h/"]) expect(text).toContain(said);
    expect(text).not.toMatch(/planted/i);
    const logs = await readdir(join(userData, "logs"));
    expect(logs).toHaveLength(1);
    expect(await readFile(join(userData, "logs", logs[0] ?? ""), "utf8")).not.toMatch(/planted/i);
  });

  await test.step("and whose last seconds can be saved", async () => {
    await studio.status("some seconds to save", (line) => line.replay.seconds > 4);
    await page.keyboard.press("Control+Shift+S");
    const { replay } = await studio.status("the replay to be saved", (line) => line.replay.phase === "saved");
    expect(replay.bytes).toBeLessThanOrEqual(replay.limit);
    // Playwright's locators wait for the navigation that was refused.
    await until("the window to tell", () => page.evaluate(() => document.body.textContent?.includes("Replay saved") ?? false));
    expect(await readdir(folder)).toContain(basename(replay.file ?? ""));
    expect(basename(replay.file ?? "")).toMatch(/^Replay Tallylight .*\.mkv$/);
    // Of the last pictures some may be shown before one that came first.
    expect(await expectUnbroken(replay.file ?? "", defaultSettings.video.fps, 0.2)).toBeGreaterThan(3 * defaultSettings.video.fps);
  });
});

test("a second start brings the first to the front; damaged settings are kept aside", async ({ folder, open, run }) => {
  const userData = join(folder, "own");
  await storeSettings(userData, "{ “not”: JSON");
  const first = await open(["--source", "test"], { userData });
  await expect(first.page.getByText("The settings file was damaged.").first()).toBeVisible();
  const names = await readdir(userData);
  const aside = names.filter((name) => name.startsWith("settings.json.broken-"));
  expect(aside).toHaveLength(1);
  expect(await readFile(join(userData, aside[0] ?? ""), "utf8")).toBe("{ “not”: JSON");
  Settings.parse(JSON.parse(await readFile(join(userData, "settings.json"), "utf8")));

  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const shown = first.app.evaluate(
    ({ BrowserWindow }) => new Promise<void>((done) => BrowserWindow.getAllWindows()[0]?.once("show", () => done())),
  );
  const { code, stderr } = await (await run(["--source", "test"], { userData })).ended();
  expect(stderr).toContain("already running");
  expect(code).toBe(1);
  await shown;
  expect(await first.quit()).toBe(0);
});

/** Whether a page gets the camera: "granted", or the name of the error. Runs in the page. */
async function camera(): Promise<string> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    stream.getTracks().forEach((track) => track.stop());
    return "granted";
  } catch (error) {
    return (error as Error).name;
  }
}

/** The same asked by a page of another origin in the same session, which the app itself would never open. */
async function foreignPage(studio: StudioRun): Promise<string> {
  const server = createServer((_request, response) => response.setHeader("content-type", "text/html").end("<title>Foreign</title>"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const answer = await studio.app.evaluate(
    async ({ BrowserWindow }, { address, ask }) => {
      const window = new BrowserWindow({ show: false });
      await window.loadURL(address);
      const name: unknown = await window.webContents.executeJavaScript(`(${ask})()`);
      window.destroy();
      return String(name);
    },
    { address: `http://127.0.0.1:${port}/`, ask: camera.toString() },
  );
  server.closeAllConnections();
  server.close();
  return answer;
}

/** Status of a GET; fetch would not let the Host be chosen. */
async function answerOf(url: URL, headers: Record<string, string> = {}): Promise<number> {
  const asked = request(url, { headers });
  asked.end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  response.resume();
  return response.statusCode ?? 0;
}
