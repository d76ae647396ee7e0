import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { _electron, chromium, type ElectronApplication, type Page } from "@playwright/test";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDisplay } from "../../../scripts/display.mjs";
import { electronExecutable, electronSwitches } from "../../../scripts/electron.mjs";
import { broadcast, type Broadcast } from "./broadcast.fixture";
import { PreviewServer } from "./preview-server";

/** The window's part that plays the preview, in real browsers against the real server. */
const testbed = join(import.meta.dirname, "../../../renderer/viewer/testbed");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "viewers-eye-"));
  await build({
    root: testbed,
    configFile: false,
    logLevel: "error",
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, target: "chrome114" },
  });
}, 180_000);

afterAll(() => rm(folder, { recursive: true }));

const figure = (page: Page, name: string): Promise<string> => page.locator(`[data-figure=${name}]`).innerText();

async function playing(page: Page): Promise<void> {
  await page.locator("[data-phase=playing]").waitFor({ timeout: 30_000 });
}

/** Waits until the video has played on for some seconds, in an old or a new timeline. */
async function advance(page: Page, seconds: number): Promise<void> {
  const position = (): number => document.querySelector("video")?.currentTime ?? 0;
  const from = await page.evaluate(position);
  await page.waitForFunction(
    ({ from, seconds }) => {
      const now = document.querySelector("video")?.currentTime ?? 0;
      return now > from + seconds || (now > seconds && now < from);
    },
    { from, seconds },
    { timeout: 30_000 },
  );
}

/** Waits until it is less than 3 s behind live, as shown: a busy machine may need a moment for it. */
async function nearLive(page: Page): Promise<string> {
  const shown = (): boolean => {
    const text = document.querySelector("[data-figure=behind]")?.textContent ?? "";
    return Number.parseFloat(text) > 0 && Number.parseFloat(text) < 3;
  };
  await page.waitForFunction(shown, null, { timeout: 30_000 });
  return figure(page, "behind");
}

/** Whether 30 pictures a second are shown: on a busy machine the decoder runs ahead and falls behind by some pictures, over 5 s. */
function rateShown(): boolean {
  const text = document.querySelector("[data-figure=fps]")?.textContent ?? "";
  return Math.abs(Number.parseFloat(text) - 30) < 0.5;
}

async function show(page: Page, url: string | null): Promise<void> {
  await page.evaluate((to) => (location.hash = to), url === null ? "" : encodeURIComponent(url));
}

/** What must hold in every browser. */
async function checkPlayback(page: Page, log: (line: string) => void): Promise<void> {
  const server = await PreviewServer.start();
  const live: Broadcast = broadcast({ width: 640, height: 360 });
  server.attach(live.bus);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));

  await page.getByText("Rehearse or go live to see what viewers see.").waitFor();
  await show(page, server.url);
  await playing(page);
  await advance(page, 6);
  expect(await figure(page, "picture")).toBe("640×360");
  await page.waitForFunction(rateShown, null, { timeout: 30_000 });
  expect(await figure(page, "bitrate")).toMatch(/^(\d{3} kb|1\.\d\d Mb)\/s$/);
  expect(await figure(page, "codecs")).toMatch(/^avc1\.64[0-9a-f]{4} \+ mp4a\.40\.2$/);
  log(`${await nearLive(page)} behind live`);

  const media = requests.filter((address) => address.endsWith(".ts"));
  expect(media.length).toBeGreaterThan(15);
  expect(media).toEqual([...new Set(media)]); // hls.js loads again and again what it did not understand

  // The encoder dies and comes back on the same bus, in another size.
  await live.kill();
  live.bus.interrupt();
  await page.locator("[data-phase=stalled]").waitFor({ timeout: 30_000 });
  const second = broadcast({ width: 480, height: 270, from: 60 }, live.bus);
  await page.locator("[data-figure=picture]", { hasText: "480×270" }).waitFor({ timeout: 30_000 });
  await playing(page);
  await advance(page, 3);
  await nearLive(page);

  // The encode ends, and the next one is at the same address.
  await second.kill();
  live.bus.end();
  const third = broadcast();
  server.attach(third.bus);
  await page.locator("[data-figure=picture]", { hasText: "320×180" }).waitFor({ timeout: 30_000 });
  await playing(page);
  await advance(page, 2);

  // Nobody looks: nothing is loaded.
  await page.evaluate(() => {
    const eye = document.getElementById("eye");
    if (eye !== null) eye.style.display = "none";
  });
  await page.waitForFunction(() => document.querySelector("video")?.readyState === 0);
  const before = requests.length;
  const parts = third.units.length;
  await new Promise<void>((resolve) => {
    const leave = third.bus.join("next-keyframe", {
      format: () => undefined,
      unit: () => {
        if (third.units.length < parts + 150) return;
        leave();
        resolve();
      },
      end: () => undefined,
    });
  });
  expect(requests.slice(before)).toEqual([]);
  await page.evaluate(() => {
    const eye = document.getElementById("eye");
    if (eye !== null) eye.style.display = "";
  });
  await playing(page);

  await page.getByRole("button", { name: "Hear what viewers hear" }).click();
  expect(await page.evaluate(() => document.querySelector("video")?.muted)).toBe(false);
  await page.getByRole("button", { name: "Copy link" }).click();
  expect(await page.title()).toBe("copied");
  await show(page, null);
  await page.getByText("Rehearse or go live to see what viewers see.").waitFor();

  await third.kill();
  await server.close();
}

describe("Viewer's eye in chromium", () => {
  let files: Server;
  beforeAll(async () => {
    const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
    files = createServer((request, response) => {
      const name = request.url === "/" ? "index.html" : (request.url ?? "");
      readFile(join(folder, name)).then(
        (body) => response.writeHead(200, { "content-type": types[extname(name)] ?? "font/woff2" }).end(body),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => files.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => files.close(resolve)));

  it("plays, recovers and rests", async () => {
    // Only the window's own origin may read the preview, and this page has another.
    const args = ["--no-sandbox", "--disable-web-security"];
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(files.address() as AddressInfo).port}/`);
    await checkPlayback(page, (line) => process.stdout.write(`chromium: ${line}\n`));
    await browser.close();
  }, 120_000);
});

/** The least of a main process: the testbed at the studio's own origin, under a policy as strict as the studio's. */
const MAIN = `
const { app, BrowserWindow, protocol } = require("electron");
const { readFile } = require("node:fs/promises");
const { extname, join } = require("node:path");
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; " +
  "worker-src 'self' blob:; media-src blob:; connect-src http://127.0.0.1:*";
protocol.registerSchemesAsPrivileged([
  { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);
app.whenReady().then(() => {
  protocol.handle("app", async (request) => {
    const { pathname } = new URL(request.url);
    const name = pathname === "/" ? "index.html" : pathname;
    const headers = { "content-type": types[extname(name)] ?? "font/woff2", "content-security-policy": policy };
    return new Response(await readFile(join(__dirname, name)), { headers });
  });
  const loopback = (permission) => permission === "loopback-network" || permission === "local-network-access";
  const window = new BrowserWindow({ width: 800, height: 600, webPreferences: { sandbox: true } });
  window.webContents.session.setPermissionCheckHandler((_, permission) => loopback(permission));
  window.webContents.session.setPermissionRequestHandler((_, permission, answer) => answer(loopback(permission)));
  void window.loadURL("app://tallylight/");
});
`;

describe("Viewer's eye in Electron", () => {
  let screen: Awaited<ReturnType<typeof startDisplay>> | null = null;
  let app: ElectronApplication;
  beforeAll(async () => {
    if (process.platform === "linux" && !process.env["DISPLAY"]) screen = await startDisplay();
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "testbed", main: "main.cjs" }));
    await writeFile(join(folder, "main.cjs"), MAIN);
    app = await _electron.launch({
      executablePath: electronExecutable(),
      args: [...electronSwitches(), folder],
      env: { ...(process.env as Record<string, string>), ...(screen === null ? {} : { DISPLAY: screen.display }) },
    });
  });
  afterAll(async () => {
    await app.close();
    screen?.stop();
  });

  it("plays, recovers and rests under app://", async () => {
    await checkPlayback(await app.firstWindow(), (line) => process.stdout.write(`electron: ${line}\n`));
  }, 120_000);
});
