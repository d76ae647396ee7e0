import { join } from "node:path";
import { end } from "./peers/child";
import { startColourWindow, startMovingScreen, STRIPES } from "./peers/moving-screen";
import { colourError, pictureAt } from "./peers/picture";
import { until } from "./peers/until";
import { startWindowManager } from "./peers/window-manager";
import { expectBroadcast, expectOnTime, expectUnbroken } from "./received";
import { expect, type StudioRun, test } from "./studio";

/** What scaling, 8 bits in limited range and a lossy codec may do to a flat colour, of 255. */
const COLOUR_LIMIT = 6;

test("a still screen and a hidden window give every picture", async ({ folder, display, run }) => {
  const file = join(folder, "still.mkv");
  const flags = ["--source", "screen", "--audio", "none", "--hidden", "--output", file, "--duration", "5"];
  const { code, lines } = await (await run(flags, { env: { DISPLAY: await display("1280x720") } })).ended();
  expect(code).toBe(0);
  expectOnTime(lines, 30);
  await expectBroadcast(file, { width: 1280, height: 720, fps: 30 });
  expect(await expectUnbroken(file, 30)).toBe(lines.at(-1)?.program.frames);
});

test("a moving screen at 60 pictures a second keeps rate and colours", async ({ folder, display, run }) => {
  const screen = await display("1280x720");
  const moving = startMovingScreen(screen, 1280, 720);
  const file = join(folder, "moving.mp4");
  const flags = ["--source", "screen", "--audio", "none", "--hidden", "--output", file, "--duration", "4"];
  const { code, lines } = await (await run([...flags, "--size", "640x360", "--fps", "60"], { env: { DISPLAY: screen } })).ended();
  await end(moving);
  expect(code).toBe(0);
  expectOnTime(lines, 60);
  await expectBroadcast(file, { width: 640, height: 360, fps: 60 });
  const frames = await expectUnbroken(file, 60);
  expect(frames).toBe(lines.at(-1)?.program.frames);
  const picture = await pictureAt(file, frames / 60 - 1, 640, 360);
  STRIPES.forEach((wanted, i) => {
    const found = picture.colour((i + 0.5) / STRIPES.length, 0.4);
    expect(colourError(found, wanted), `${found.map(Math.round).join()} for ${wanted.join()}`).toBeLessThanOrEqual(COLOUR_LIMIT);
  });
});

test("a window that is minimised, hidden or busy gives every picture", async ({ folder, display, open }) => {
  const file = join(folder, "busy.mkv");
  const screen = await display("1280x800");
  const manager = startWindowManager(screen);
  const studio = await open(["--source", "test", "--audio", "test", "--output", file], { env: { DISPLAY: screen } });
  await studio.status("the recording to run", (line) => line.recordings[0]?.phase === "recording");

  await window(studio, "minimize");
  await until("the window to be minimised", () => isMinimised(studio));
  await studio.goesOn(60);
  await window(studio, "restore");
  await until("the window to be back", async () => !(await isMinimised(studio)));
  await window(studio, "hide");
  await studio.goesOn(60);
  await window(studio, "show");
  const before = (await studio.lines()).length;
  await studio.page.evaluate(() => {
    const end = performance.now() + 3000;
    while (performance.now() < end);
  });
  expect((await studio.lines()).length - before, "status lines while the window was busy").toBeGreaterThanOrEqual(2);
  await studio.goesOn(30);

  expect(await studio.quit()).toBe(0);
  await end(manager);
  const lines = await studio.lines();
  expectOnTime(lines, 30);
  expect(lines.filter((line) => line.program.slate && line.encoder.phase === "running" && line.program.frames > 60)).toEqual([]);
  expect(await expectUnbroken(file, 30)).toBe(lines.at(-1)?.program.frames);
});

function isMinimised(studio: StudioRun): Promise<boolean> {
  return studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized() ?? false);
}

async function window(studio: StudioRun, deed: "minimize" | "restore" | "hide" | "show"): Promise<void> {
  await studio.app.evaluate(({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.[name](), deed);
}

test("a window is captured by its title, and a placeholder stands for it once it is closed", async ({ folder, display, run }) => {
  const screen = await display("1280x720");
  const manager = startWindowManager(screen);
  const shown = startColourWindow(screen, "A green window", 640, 360, "0x3cb44b");
  const file = join(folder, "window.mkv");
  const flags = ["--source", "window:A green window", "--audio", "none", "--hidden", "--output", file];
  const studio = await run(flags, { env: { DISPLAY: screen } });
  await studio.status("the window's pictures", (line) => line.program.frames > 60 && !line.program.slate);
  await end(shown);
  await studio.goesOn(60);
  expect(await studio.quit()).toBe(0);
  await end(manager);

  const frames = await expectUnbroken(file, 30);
  const picture = await pictureAt(file, 1.5, 1280, 720);
  expect(colourError(picture.colour(0.5, 0.5), [60, 180, 75])).toBeLessThanOrEqual(COLOUR_LIMIT);
  const after = await pictureAt(file, frames / 30 - 0.5, 1280, 720);
  expect(colourError(after.colour(0.3, 0.3), [60, 180, 75])).toBeGreaterThan(COLOUR_LIMIT);
});
