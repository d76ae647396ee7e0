import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { encodedSample } from "../../../e2e/peers/encoded-sample";
import { packets } from "../../../e2e/peers/ffprobe";
import { until } from "../../../e2e/peers/until";
import { Splitter } from "../bus/splitter";
import { StreamBus } from "../bus/stream-bus";
import { TICKS, type StreamFormat, type Unit } from "../bus/unit";
import { Recorder } from "./recorder";
import { RecordingQueue } from "./queue";

/** A picture every 100 ms and a keyframe every second. */
const picture = (at: number): Unit => {
  const pts = (at * TICKS) / 10;
  return { kind: "video", track: 0, pts, dts: pts, keyframe: at % 10 === 0, disposable: false, takenAt: 0, packets: Buffer.alloc(188) };
};

it("holds what a disk may be late with, then leaves out until a keyframe for which there is room", () => {
  const queue = new RecordingQueue(2000);
  for (let at = 0; at <= 20; at += 1) queue.push(picture(at));
  expect(queue.lost).toBe(0);
  for (let at = 21; at < 55; at += 1) queue.push(picture(at));
  expect(queue.lost).toBeCloseTo(3.3);
  for (let taken = 0; taken < 11; taken += 1) queue.next();
  // the oldest that waits is 4.4 s old: no room yet
  for (let at = 55; at < 65; at += 1) queue.push(picture(at));
  for (let left = 10; left > 0; left -= 1) expect(queue.next()).toBeDefined();
  expect(queue.empty).toBe(true);
  for (let at = 65; at < 75; at += 1) queue.push(picture(at));
  expect(queue.next()?.pts).toBe(picture(70).pts);
  expect(queue.lost).toBeCloseTo(4.9);
});

it("says what a hung disk did not take, and goes on when it is back", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hung-"));
  const units: Unit[] = [];
  let format: StreamFormat | null = null;
  const splitter = new Splitter(
    {
      tables: (tables) => (format = { tables, videoCodec: "", audioCodec: "", width: 320, height: 180, fps: 10 }),
      profile: () => undefined,
      unit: (unit) => units.push(unit),
    },
    () => 0,
  );
  splitter.push(await encodedSample({ seconds: 80, fps: 10, keyframeInterval: 1, bitrate: 300 }));
  const bus = new StreamBus();
  const file = join(folder, "hung.mkv");
  const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
  const nothing = (): void => undefined;
  const made = new Recorder({ order: { id: "r", file, container: "mkv" }, bus, ffmpeg, onChange: nothing, onOver: nothing, onFile: nothing });
  const fed = (from: number, to: number): void => units.filter(({ dts }) => dts >= from * TICKS && dts < to * TICKS).forEach((unit) => bus.push(unit));
  try {
    if (format !== null) bus.setFormat(format);
    await made.start();
    const [pid = 0] = made.pids;
    process.kill(pid, "SIGSTOP");
    fed(0, 35);
    const lost = (): number => Number.parseInt(made.status()[0]?.problem?.subject ?? "", 10);
    expect(made.status()[0]?.problem?.code).toBe("recording-gap");
    // 20 s wait, and what the pipe holds of 300 kb/s is gone already
    expect(lost()).toBeGreaterThan(10);
    expect(lost()).toBeLessThanOrEqual(15);
    process.kill(pid, "SIGCONT");
    await until("what waited to be written", () => statSync(file).size > 700_000);
    let end = 35;
    await until("it to go on", () => {
      const before = lost();
      fed(end, end + 1);
      end += 1;
      return lost() === before;
    });
    fed(end, end + 3);
    await made.stop();
    expect(made.status()[0]).toMatchObject({ phase: "idle", problem: { code: "recording-gap" } });
    const times = (await packets(file)).filter(({ kind }) => kind === "video").map(({ pts }) => pts).sort((a, b) => a - b);
    const holes = times.slice(1).map((time, at) => time - (times[at] ?? 0)).filter((hole) => hole > 1);
    expect(holes).toHaveLength(1);
    expect(times.at(-1)).toBeGreaterThan(end + 2.7);
    expect(Math.abs((holes[0] ?? 0) - lost())).toBeLessThan(1.2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
