import { join } from "node:path";
import { end } from "./peers/child";
import { startMovingScreen, STRIPES } from "./peers/moving-screen";
import { colourError, pictureAt } from "./peers/picture";
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

test("a window that is minimised, hidden or busy gives every picture", async ({ folder, open }) => {
  const file = join(folder, "busy.mkv");
  const studio = await open(["--source", "test", "--audio", "test", "--output", file]);
  await studio.status("the recording to run", (line) => line.recordings[0]?.phase === "recording");

  // A screen without a window manager leaves it at the wish; hiding is the stronger case.
  await window(studio, "minimize");
  await studio.goesOn(60);
  await window(studio, "restore");
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
  const lines = await studio.lines();
  expectOnTime(lines, 30);
  expect(lines.filter((line) => line.program.slate && line.encoder.phase === "running" && line.program.frames > 60)).toEqual([]);
  expect(await expectUnbroken(file, 30)).toBe(lines.at(-1)?.program.frames);
});

async function window(studio: StudioRun, deed: "minimize" | "restore" | "hide" | "show"): Promise<void> {
  await studio.app.evaluate(({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.[name](), deed);
}
