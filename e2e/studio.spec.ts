import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectBroadcast, expectUnbroken } from "./received";
import { chapters } from "./peers/ffprobe";
import { descendants, openSecrets } from "./peers/processes";
import { expect, type StudioRun, test } from "./studio";

const key = "e2e-key-7f3a9c";
const wrongKey = "e2e-wrong-51b0d2";

test("from first start to live and back, by mouse and by keyboard", async ({ folder, serve, open }, info) => {
  const ingest = await serve({ record: true, refuse: [wrongKey] });
  // The recording folder is below the home of whoever starts it.
  const studio = await open([], { env: { HOME: folder } });
  const { page } = studio;
  const watch = watchForSecrets(studio);

  await test.step("rehearse by keyboard and see what viewers see", async () => {
    await page.keyboard.press("Control+Shift+E");
    await expect(lamp(page)).toContainText("Rehearsal");
    const video = page.getByLabel("The stream as viewers get it");
    const time = (): Promise<number> => video.evaluate((element: HTMLVideoElement) => element.currentTime);
    await expect.poll(time).toBeGreaterThan(0);
    const from = await time();
    await expect.poll(time).toBeGreaterThan(from + 2);
    const behind = page.locator("[data-figure=behind]");
    await expect(behind).toHaveText(/^[012]\.\d s$/);
    info.annotations.push({ type: "viewer's eye", description: `${await behind.innerText()} behind live` });
    await expect(page.locator("[data-figure=picture]")).toHaveText("1280×720");
    await expect(page.locator("[data-figure=fps]")).toHaveText(/^(29|30)\.\d fps$/);
    await expect(page.locator("[data-figure=codecs]")).toHaveText(/avc1\.6400.*mp4a\.40\.2/);
    await page.keyboard.press("Control+Shift+E");
    await expect(lamp(page)).toContainText("Off air");
  });

  await test.step("add a server of one's own by mouse", async () => {
    await page.getByRole("button", { name: "Add a destination" }).click();
    await page.getByRole("button", { name: /Own RTMP server/ }).click();
    await page.getByLabel("Server", { exact: true }).fill(ingest.server);
    await page.getByLabel("Stream key").fill(key);
    await page.getByLabel("Name", { exact: true }).fill("My server");
    await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    await expect(destination(page, "My server")).toContainText("Ready");
  });

  await test.step("go live: the lamp waits for delivered media", async () => {
    const lit = page.evaluate(
      () =>
        new Promise<string[]>((done) => {
          const seen: string[] = [];
          const look = (): void => {
            const words = document.querySelector('[aria-label="Tally"]')?.textContent ?? "";
            if (seen.at(-1) !== words) seen.push(words);
            if (words.includes("ON AIR")) done(seen);
          };
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
        }),
    );
    await page.getByRole("button", { name: "Go live" }).click();
    expect((await lit).slice(-2)).toEqual(["Connecting…", "ON AIR"]);
    const [received] = await ingest.streams();
    expect(received).toMatchObject({ key, publishing: true });
    expect(received?.bytes).toBeGreaterThan(0);
    await expect(destination(page, "My server")).toContainText(/Live .* queue \d+ ms/);
    expect(await title(studio)).toBe("● ON AIR – Tallylight");
  });

  await test.step("the row shows what the engine tells", async () => {
    // The window shows every status, the file one a second: one that stands in both was seen in both.
    const seen: string[] = [];
    const shown = async (): Promise<boolean> => {
      seen.push((await destination(page, "My server").innerText()).replace(/\s+/g, " "));
      const told = (await studio.lines()).flatMap(({ destinations }) => destinations).filter(({ phase }) => phase === "live");
      return told.some(({ bitrate, queueMs }) => seen.some((words) => words.includes(`${(bitrate / 1000).toFixed(2)} Mb/s · queue ${Math.round(queueMs)} ms`)));
    };
    await expect.poll(shown, { intervals: [100] }).toBe(true);
  });

  await test.step("record by keyboard", async () => {
    await page.keyboard.press("Control+Shift+R");
    await expect(page.getByRole("button", { name: "Stop recording" })).toBeVisible();
  });

  await test.step("add another by keyboard; its key is refused, and said", async () => {
    await page.keyboard.press("Control+Shift+D");
    await expect(page.getByRole("dialog")).toBeVisible();
    await press(page, /Own RTMP server/);
    await type(page, "Server", ingest.server);
    await type(page, "Stream key", wrongKey);
    await type(page, "Name", "Wrong key");
    await page.keyboard.press("Enter");
    await expect(destination(page, "Wrong key")).toContainText(/Failing.*retry in/, { timeout: 30_000 });
    await expect(destination(page, "Wrong key").getByRole("alert")).toContainText("refused the stream key");
    await expect(destination(page, "My server")).toContainText("Live");
    await expect(lamp(page)).toContainText("ON AIR");
    await expect(lamp(page)).toContainText(/Wrong key/);
  });

  await test.step("ending asks first", async () => {
    await page.keyboard.press("Control+Shift+L");
    const question = page.getByRole("alertdialog", { name: "End the stream?" });
    await expect(question).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(question).toBeHidden();
    await expect(lamp(page)).toContainText("ON AIR");
    await page.getByRole("button", { name: "End stream" }).click();
    await question.getByRole("button", { name: "End stream" }).click();
    await expect(lamp(page)).toContainText("Off air");
    expect(await title(studio)).toBe("Tallylight");
  });

  await test.step("the recording goes on until it is stopped, and is whole", async () => {
    const recording = await studio.status("the recording", (line) => line.broadcast.phase === "off" && line.recordings[0]?.phase === "recording");
    const file = recording.recordings[0]?.file ?? "";
    await page.getByRole("button", { name: "Begin a chapter" }).click();
    await page.getByRole("button", { name: "Go on in a new file" }).click();
    const split = await studio.status("the second file", ({ recordings }) => recordings.at(-1)?.parts === 2 && recordings.at(-1)?.file !== file);
    await page.getByRole("button", { name: "Stop recording" }).click();
    await expect(page.getByRole("region", { name: "Recording" })).toContainText(/Saved/);
    expect(file.startsWith(folder)).toBe(true);
    await expectBroadcast(file, { width: 1280, height: 720, fps: 30 });
    await expectUnbroken(file, 30);
    await expectUnbroken(split.recordings.at(-1)?.file ?? "", 30);
    await expect.poll(async () => (await chapters(file)).length).toBe(2);
    const [flv = ""] = await ingest.recordings(key);
    // The encode went on: the stream was cut between pictures that refer to each other.
    await expectUnbroken(flv, 30, 0.2);
  });

  await test.step("no key was ever to be read by others", async () => {
    expect(watch.stop()).toEqual([]);
    expect(await studio.quit()).toBe(0);
    expect(await filesWith(folder, [key, wrongKey])).toEqual([]);
    const stored = JSON.parse(await readFile(join(studio.userData, "settings.json"), "utf8")) as { destinations: unknown[] };
    expect(stored.destinations).toHaveLength(2);
  });
});

function lamp(page: Page) {
  return page.getByRole("status", { name: "Tally" });
}

function destination(page: Page, name: string) {
  return page.getByRole("list", { name: "Destinations" }).getByRole("listitem", { name });
}

function title(studio: StudioRun): Promise<string | undefined> {
  return studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
}

/** Walks to a button by Tab and presses it. */
async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}

/** Walks to a field by Tab and types over what is in it. */
async function type(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).first().waitFor(); // a busy window may be slower than forty times Tab
  await tabTo(page, new RegExp(`^${label}`));
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 40; steps += 1) {
    const here = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === document.body) return ""; // nothing has the focus; its text is that of the whole window
      const labels = focused instanceof HTMLInputElement ? [...(focused.labels ?? [])].map((label) => label.textContent) : [];
      return [...labels, focused?.getAttribute("aria-label"), focused?.textContent].join(" ").trim();
    });
    if (name.test(here)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${name}`);
}

/** Looks again and again at what other people on this computer could read of all our processes. */
function watchForSecrets(studio: StudioRun): { stop: () => string[] } {
  const found = new Set<string>();
  const look = (): void => {
    for (const { pid, command } of descendants(studio.pid)) {
      if ([key, wrongKey].some((secret) => openSecrets(pid).includes(secret))) found.add(command);
    }
  };
  const timer = setInterval(look, 50);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return [...found];
    },
  };
}

/** Files below a folder that hold one of the texts. */
async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const file = join(folder, name);
    const entry = await stat(file).catch(() => null);
    if (entry?.isFile() !== true) continue;
    const content = await readFile(file);
    if (texts.some((text) => content.includes(text))) found.push(file);
  }
  return found;
}
