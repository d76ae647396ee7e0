import { join } from "node:path";
import { packets } from "./peers/ffprobe";
import { freeUdpPort } from "./peers/free-port";
import { startSrtPeer } from "./peers/srt";
import { expectBars, expectBroadcast, expectInStep, expectOnTime, expectUnbroken } from "./received";
import { expect, outputList, test } from "./studio";

const format = { width: 1280, height: 720, fps: 30 };
const gop = 2 * format.fps;
/** Of the SRT connection, in seconds. */
const latency = 0.2;

/** Seven flashes: one may be cut at either end, and each receiver begins at its own keyframe. */
const seconds = 14;

test("goes live to RTMP, SRT and a file at once, exactly", async ({ folder, ingest, run }, info) => {
  const port = await freeUdpPort();
  const srt = await startSrtPeer({ port, mode: "listener", file: join(folder, "srt.ts") });
  const file = join(folder, "recording.mkv");
  const outputs = [`${ingest.server}/secretkey`, `srt://127.0.0.1:${port}?latency=${latency * 1000}`, file];
  const flags = ["--source", "test", "--audio", "test", "--output", await outputList(folder, outputs), "--duration", String(seconds)];
  const { code, stderr, lines } = await (await run(flags)).ended();
  await srt.stop();

  await test.step("ends well and tells how it went", () => {
    expect(stderr).not.toContain("tallylight:");
    expect(code).toBe(0);
    const on = lines.filter((line) => line.broadcast.phase === "onAir");
    expect(on.length).toBeGreaterThanOrEqual(8);
    expect(on.at(-1)?.destinations.map((d) => d.phase)).toEqual(["live", "live"]);
    expect(on.at(-1)?.preview.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{16,}\//);
    expect(lines.flatMap((line) => line.problems)).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain("secretkey");
    const last = lines.at(-1);
    expect(last?.broadcast.phase).toBe("off");
    expect(last?.destinations.map((d) => d.phase)).toEqual(["idle", "idle"]);
    expect(last?.recordings).toMatchObject([{ phase: "idle", file, problem: null }]);
  });

  const [flv = ""] = await ingest.recordings("secretkey");
  const frames = lines.at(-1)?.program.frames ?? 0;
  expectOnTime(lines, format.fps);
  expect(lines.at(-1)?.program.dropped).toBe(0);

  await test.step("the recording holds every picture of the program", async () => {
    await expectBroadcast(file, format);
    expect(await expectUnbroken(file, format.fps)).toBe(frames);
    expect(frames).toBeGreaterThanOrEqual(seconds * format.fps);
    await expectBars(file);
  });
  await test.step("nginx got every picture from a keyframe on", async () => {
    await expectBroadcast(flv, format);
    const missed = frames - (await expectUnbroken(flv, format.fps));
    expect(missed % gop).toBe(0);
    expect(missed).toBeLessThanOrEqual(gop);
    await expectBars(flv);
  });
  await test.step("the figures told are what nginx got", async () => {
    const told = lines.flatMap(({ destinations: [first] }) => (first === undefined ? [] : [first]));
    expect(told.at(-1)).toMatchObject({ deliveredFrames: await expectUnbroken(flv, format.fps), droppedFrames: 0 });
    const received = await packets(flv);
    const media = received.reduce((sum, { size }) => sum + size, 0);
    const length = Math.max(...received.map(({ dts }) => dts)) - Math.min(...received.map(({ dts }) => dts));
    const bitrates = told.filter(({ phase, since }, i) => phase === "live" && (lines[i]?.at ?? 0) - since > 4000).map(({ bitrate }) => bitrate);
    expect(bitrates.length).toBeGreaterThanOrEqual(4);
    const mean = bitrates.reduce((sum, bitrate) => sum + bitrate, 0) / bitrates.length;
    const ratio = mean / ((media * 8) / 1000 / length);
    info.annotations.push({ type: "bitrate told, of that received", description: ratio.toFixed(4) });
    expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
  });
  await test.step("the SRT receiver got every picture from a keyframe on", async () => {
    await expectBroadcast(srt.file, format);
    const missed = frames - (await expectUnbroken(srt.file, format.fps));
    expect(missed % gop).toBe(0);
    expect(missed).toBeLessThanOrEqual(gop);
    await expectBars(srt.file);
    const [overRtmp, overSrt] = lines.filter((line) => line.broadcast.phase === "onAir").at(-1)?.destinations ?? [];
    expect(overRtmp?.srt).toBeUndefined();
    expect(overSrt?.srt?.roundTrip).toBeGreaterThan(0);
    expect(overSrt?.srt?.sent).toBeGreaterThan(1000);
  });
  await test.step("flash and beep are together everywhere", async () => {
    for (const received of [file, flv, srt.file]) {
      const offsets = await expectInStep(received, 4);
      info.annotations.push({ type: "A/V offset in ms", description: offsets.map((ms) => ms.toFixed(0)).join(" ") });
    }
  });
});
