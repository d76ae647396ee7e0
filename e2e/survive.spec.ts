import { join } from "node:path";
import { packets } from "./peers/ffprobe";
import { barsError, pictureAt, picturesOf } from "./peers/picture";
import { descendants } from "./peers/processes";
import { until } from "./peers/until";
import { expectOnTime, expectUnbroken } from "./received";
import { expect, outputList, type StudioRun, test } from "./studio";

const fps = 30;
/** Largest difference of a colour, 0…255, up to which small decoded pictures count as the bars. */
const LIKE_BARS = 12;

test("the stream outlives a reloaded, a crashed and a hung window, and a lost server", async ({ folder, serve, open }) => {
  const first = await serve({ record: true });
  const second = await serve({ record: true });
  const file = join(folder, "recording.mkv");
  const list = await outputList(folder, [`${first.server}/one`, `${second.server}/two`, file]);
  const studio = await open(["--source", "test", "--audio", "test", "--output", list]);
  await studio.status("both destinations live", allLive);

  await test.step("a reload", async () => {
    await studio.page.reload();
    await pictureFlows(studio);
  });
  await test.step("a crash", async () => {
    await studio.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((loaded) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once("did-finish-load", () => loaded());
          contents?.forcefullyCrashRenderer();
        }),
    );
    await pictureFlows(studio);
  });
  await test.step("a hang: the slate bridges it", async () => {
    const renderer = await windowProcess(studio);
    process.kill(renderer, "SIGSTOP");
    await studio.status("the slate", (line) => line.program.slate);
    process.kill(renderer, "SIGCONT");
    await studio.status("the picture again", (line) => !line.program.slate);
  });
  await test.step("a server that dies and comes back", async () => {
    await first.kill();
    const lost = await studio.status("the loss to be told", (line) => line.destinations[0]?.phase === "reconnecting");
    expect(lost.broadcast.phase).toBe("failing");
    expect(lost.destinations[1]?.phase).toBe("live");
    expect(lost.problems.join()).toMatch(/connection|accept/i);
    const again = await serve({ record: true, port: first.port });
    await studio.status("both live again", allLive);
    await again.receives("one");
  });

  await studio.goesOn(2 * fps);
  expect(await studio.quit()).toBe(0);
  const lines = await studio.lines();
  const frames = lines.at(-1)?.program.frames ?? 0;

  await test.step("not a picture is missing, and the bars are back", async () => {
    expectOnTime(lines, fps);
    expect(lines.every((line) => line.encoder.restarts === 0)).toBe(true);
    expect(await expectUnbroken(file, fps)).toBe(frames);
    const [two = "", ...others] = await second.recordings("two");
    expect(others).toEqual([]);
    expect((frames - (await expectUnbroken(two, fps))) % (2 * fps)).toBe(0);
    const likeBars = (await picturesOf(file, 5)).map((picture) => barsError(picture) < LIKE_BARS);
    // Flashes are white for a tenth of a second; the slate stood longer.
    expect(likeBars.join(" ")).toMatch(/true false false false .*true/);
    const last = await pictureAt(file, frames / fps - 0.5);
    const before = await pictureAt(file, frames / fps - 1);
    expect(Math.min(barsError(last), barsError(before))).toBeLessThan(LIKE_BARS);
  });
});

test("a killed encoder and a killed engine come back by themselves", async ({ folder, ingest, open }) => {
  const file = join(folder, "recording.mkv");
  const list = await outputList(folder, [`${ingest.server}/key`, file]);
  const studio = await open(["--source", "test", "--audio", "test", "--output", list]);
  await studio.status("on air and recording", onAirAndRecording);

  await test.step("the encoder", async () => {
    process.kill((await studio.encoder()).pid, "SIGKILL");
    await studio.status("a new encoder", (line) => line.encoder.restarts === 1 && onAirAndRecording(line));
    await studio.goesOn(fps);
    await stillReceived(studio);
  });

  await test.step("the engine", async () => {
    const engine = await studio.engine();
    process.kill(engine.pid, "SIGKILL");
    await until("another engine", async () => (await studio.engine()).pid !== engine.pid);
    const killed = performance.now();
    await studio.status("on air and recording again", (line) => line.encoder.restarts === 0 && onAirAndRecording(line));
    expect(performance.now() - killed).toBeLessThan(5000);
    await stillReceived(studio);
  });

  expect(await studio.quit()).toBe(0);
  // The file of the old engine is whole up to its death, the one of the new engine to the end.
  const lines = await studio.lines();
  const files = [...new Set(lines.flatMap((line) => line.recordings.flatMap((r) => r.file ?? [])))];
  expect(files).toHaveLength(2);
  expect(files[0]).toBe(file);
  expect((await packets(file)).length).toBeGreaterThan(fps);
  expect(await expectUnbroken(files[1] ?? "", fps)).toBe(lines.at(-1)?.program.frames);

  async function stillReceived(run: StudioRun): Promise<void> {
    const had = (await ingest.receives("key")).bytes;
    await until("more media at the ingest", async () => (await ingest.receives("key")).bytes > had + 100_000);
    await run.status("live", allLive);
  }
});

type Line = Awaited<ReturnType<StudioRun["lines"]>>[number];

function allLive(line: Line): boolean {
  return line.destinations.length > 0 && line.destinations.every((d) => d.phase === "live");
}

function onAirAndRecording(line: Line): boolean {
  return allLive(line) && line.recordings.some((r) => r.phase === "recording");
}

/** The window's own pictures reach the program again: the slate is not needed, and the page shows that it draws. */
async function pictureFlows(studio: StudioRun): Promise<void> {
  await until("pictures on the stage", async () => (await studio.drawn()) > 10);
  await studio.status("a picture of the window", (line) => !line.program.slate);
}

/** The process that draws the studio window. */
async function windowProcess(studio: StudioRun): Promise<number> {
  const pid = await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
  if (pid === undefined || !descendants(studio.pid).some((one) => one.pid === pid)) throw new Error("the window has no process");
  return pid;
}
