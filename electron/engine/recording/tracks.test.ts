import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { chapters, packets, probe } from "../../../e2e/peers/ffprobe";
import type { RecordingContainer } from "../../contract/recording";
import { defaultSettings } from "../../contract/settings";
import { CHANNELS, SAMPLE_RATE } from "../../contract/video";
import { StreamBus } from "../bus/stream-bus";
import { FED_TONES, Feeder, fedVideo } from "../encoder/feeder.fixture";
import { EncoderSupervisor } from "../encoder/supervisor";
import { TransportPackager } from "../outputs/transport-stream";
import { finishRecording } from "./finish";
import { Recorder } from "./recorder";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
const FRAME = 1024;
/** Names as people give them. */
const NAMES = ["-f null\u0007 Mic\n'1'", "화면 = \"sound\";"];
const TITLES = ["Program", "-f null Mic '1'", NAMES[1]];
const nothing = (): void => undefined;

/** One side of a track, as ffmpeg decodes it. */
async function decoded(file: string, track: number): Promise<Float32Array> {
  const { stdout } = await promisify(execFile)("ffmpeg", ["-v", "error", "-i", file, "-map", `0:a:${track}`, "-f", "f32le", "-"], {
    encoding: "buffer",
    maxBuffer: 2 ** 27,
  });
  return Float32Array.from({ length: stdout.length / 4 / CHANNELS }, (_, at) => stdout.readFloatLE(at * 4 * CHANNELS));
}

/** How loud a tone is in an AAC frame; 1 is as loud as can be. */
function loudness(frame: Float32Array, hertz: number): number {
  let [cosine, sine] = [0, 0];
  frame.forEach((sample, at) => {
    cosine += sample * Math.cos((2 * Math.PI * hertz * at) / SAMPLE_RATE);
    sine += sample * Math.sin((2 * Math.PI * hertz * at) / SAMPLE_RATE);
  });
  return (2 * Math.hypot(cosine, sine)) / frame.length;
}

/** When the sound packets of each track begin, in seconds; the picture is the first stream. */
async function soundTimes(file: string): Promise<number[][]> {
  const all = await packets(file);
  return [1, 2, 3].map((index) => all.filter(({ stream }) => stream === index).map(({ pts }) => pts));
}

/** The AAC frames of a track by the time at which they begin, as far as the three before and the one after it are there. */
async function frames(file: string, track: number, times: readonly number[]): Promise<Map<number, Float32Array>> {
  const pcm = await decoded(file, track);
  expect(pcm.length).toBe(times.length * FRAME);
  const lasts = (at: number): boolean => (times[at + 1] ?? Infinity) - (times[at] ?? 0) < 0.0225;
  const inside = times.flatMap((time, at) => (at >= 3 && [-3, -2, -1, 0].every((step) => lasts(at + step)) ? [[time, at] as const] : []));
  return new Map(inside.map(([time, at]) => [time, pcm.subarray(at * FRAME, (at + 1) * FRAME)]));
}

it("records each channel beside the program: named, alone, in step, whole across parts, a pause, another bitrate and a death", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tracks-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const bus = new StreamBus();
  const feeder = new Feeder();
  const settings = { ...defaultSettings.encoder, videoBitrate: 800, keyframeInterval: 1 };
  const tracks = FED_TONES.length;
  const supervisor = new EncoderSupervisor({ ffmpeg: "ffmpeg", encoder: "x264", settings, video: fedVideo, tracks, source: feeder, bus, onChange: nothing });
  const recorder = (container: RecordingContainer): Recorder =>
    new Recorder({
      order: { id: container, file: join(folder, `${container}.${container}`), container },
      ...{ bus, ffmpeg, tracks: NAMES, onChange: nothing, onOver: nothing, onFile: nothing },
    });
  const [mkv, mp4] = [recorder("mkv"), recorder("mp4")];
  await Promise.all([mkv.start(), mp4.start()]);

  const packager = new TransportPackager();
  const sent: Buffer[] = [];
  let program = 0;
  let pictures = 0;
  let marked = Promise.resolve();
  const counted = new Map<number, number>();
  // after the recorders: each unit has been recorded when it is seen here
  bus.join("next-keyframe", {
    format: (format) => packager.format(format),
    unit: (unit) => {
      sent.push(packager.pack(unit));
      if (unit.kind === "audio") return void (program += 1);
      pictures += 1;
      if (pictures === 40) mkv.split();
      if (pictures === 60) marked = mp4.mark();
      if (pictures === 100) mp4.pause(true);
      if (pictures === 110) mp4.pause(false);
    },
    end: nothing,
  });
  bus.join("next-keyframe", { format: nothing, unit: ({ kind, track }) => void (kind === "audio" && counted.set(track, (counted.get(track) ?? 0) + 1)), end: nothing }, "tracks");

  supervisor.start();
  await feeder.push(50);
  while (supervisor.bitrate !== 400) {
    supervisor.setBitrate(400);
    await feeder.push(1);
  }
  await feeder.push(100);
  // The encoder dies: where a recording goes on it has a hole, and the same tracks.
  const died = pictures;
  process.kill(supervisor.pid ?? 0, "SIGKILL");
  while (supervisor.state.restarts === 0 || supervisor.state.phase !== "running") await feeder.push(1);
  await feeder.push(60);
  feeder.rest();
  await supervisor.stop();
  bus.end();
  await Promise.all([mkv.stop(), mp4.stop(), marked]);
  expect(pictures - died).toBeGreaterThanOrEqual(60);

  // Whoever does not ask for tracks sees none of them, in the tables neither.
  const tap = join(folder, "tap.ts");
  writeFileSync(tap, Buffer.concat(sent));
  expect((await probe(tap)).streams.map(({ codec_type }) => codec_type)).toEqual(["video", "audio"]);
  expect((await soundTimes(tap)).map(({ length }) => length)).toEqual([program, 0, 0]);
  expect(counted.get(0)).toBe(program);
  // The death may have come between a frame of the program and those of the tracks.
  for (const track of [1, 2]) expect(Math.abs((counted.get(track) ?? 0) - program)).toBeLessThanOrEqual(1);

  const mkvs = ["mkv.mkv", "mkv (2).mkv"].map((name) => join(folder, name));
  const normal = join(folder, "mp4.mp4");
  await finishRecording("ffmpeg", normal, nothing, new AbortController().signal);
  expect(await chapters(normal)).toHaveLength(2);
  expect(readdirSync(folder).sort()).toEqual(["mkv (2).mkv", "mkv.mkv", "mp4.mp4", "tap.ts"]);
  for (const file of [...mkvs, normal]) {
    const streams = (await probe(file)).streams.filter(({ codec_type }) => codec_type !== "data");
    expect(streams.map(({ codec_type }) => codec_type)).toEqual(["video", "audio", "audio", "audio"]);
    const sounds = streams.slice(1);
    expect(sounds.map(({ tags }) => (file === normal ? tags?.handler_name : tags?.title))).toEqual(TITLES);
    expect(sounds.map(({ disposition }) => disposition?.default)).toEqual([1, 0, 0]);
    const times = await soundTimes(file);
    for (const each of times) {
      const steps = each.slice(1).map((time, at) => time - (each[at] ?? 0));
      expect(Math.min(...steps)).toBeGreaterThan(0.019);
      // A pause leaves less than a frame; a death is a hole.
      expect(steps.filter((step) => step > 0.044).length, file).toBeLessThanOrEqual(file === mkvs[0] ? 0 : 1);
      expect(each[0]).toBe(times[0]?.[0]);
    }
    const [program = new Map<number, Float32Array>(), ...tracks] = await Promise.all(times.map((each, track) => frames(file, track, each)));
    let compared = 0;
    for (const [time, all] of program) {
      const alone = tracks.flatMap((track) => track.get(time) ?? []);
      if (alone.length < 2) continue;
      compared += 1;
      alone.forEach((frame, n) => {
        FED_TONES.forEach((hertz, tone) => {
          const loud = loudness(frame, hertz);
          if (n === tone) expect(loud).toBeGreaterThan(0.2);
          else expect(loud, `${hertz} Hz beside track ${n + 1} of ${file} at ${time}`).toBeLessThan(0.02);
        });
      });
      // In step to the sample: the program is what the tracks are together.
      const off = all.reduce((sum, sample, at) => sum + Math.abs(sample - (alone[0]?.[at] ?? 0) - (alone[1]?.[at] ?? 0)), 0) / FRAME;
      expect(off, `${file} at ${time}`).toBeLessThan(0.01);
    }
    expect(compared).toBeGreaterThan((times[0]?.length ?? 0) - 16);
  }
  // No packet of any track is in two parts or in none.
  const parts = await Promise.all(mkvs.map((file) => soundTimes(file)));
  for (const track of [0, 1, 2]) expect(parts.flatMap((part) => part[track] ?? [])).toHaveLength(counted.get(track) ?? 0);
});
