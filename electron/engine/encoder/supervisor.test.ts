import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { packets } from "../../../e2e/peers/ffprobe";
import { defaultSettings } from "../../contract/settings";
import { CHANNELS, SAMPLE_RATE } from "../../contract/video";
import { StreamBus } from "../bus/stream-bus";
import type { Unit } from "../bus/unit";
import { FlvPackager } from "../outputs/flv";
import { TransportPackager } from "../outputs/transport-stream";
import { ORIGIN_MS } from "./arguments";
import { FED_TONES, Feeder, fedVideo, heard, luma } from "./feeder.fixture";
import { EncoderSupervisor } from "./supervisor";

async function decoded(file: string, ...args: string[]): Promise<Buffer> {
  const { stdout, stderr } = await promisify(execFile)("ffmpeg", ["-v", "error", "-xerror", "-i", file, ...args, "-"], { encoding: "buffer", maxBuffer: 2 ** 27 });
  expect(stderr.toString()).toBe("");
  return stdout;
}

const grey = ["-map", "0:v", "-vsync", "passthrough", "-vf", "scale=1:1,format=yuv420p,extractplanes=y,format=gray", "-f", "rawvideo"];

it("hands over from encoder to encoder: every picture once, every sound unbroken, the parameter sets the same", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-encoder-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const bus = new StreamBus();
  const feeder = new Feeder();
  const settings = { ...defaultSettings.encoder, videoBitrate: 1500 };
  const supervisor = new EncoderSupervisor({ ffmpeg: "ffmpeg", encoder: "x264", settings, video: fedVideo, tracks: FED_TONES.length, source: feeder, bus, onChange: () => undefined });
  const [transport, flv] = [new TransportPackager(), new FlvPackager()];
  const [ts, tags]: [Buffer[], Buffer[]] = [[], [flv.preface]];
  const units: Unit[] = [];
  bus.join("next-keyframe", { format: (format) => flv.format(format), unit: (unit) => tags.push(flv.pack(unit)), end: () => undefined });
  bus.join(
    "next-keyframe",
    {
      format: (format) => transport.format(format),
      unit: (unit) => {
        units.push(unit);
        ts.push(transport.pack(unit));
      },
      end: () => undefined,
    },
    "tracks",
  );
  supervisor.start();
  await feeder.push(70);
  const pids = new Set([supervisor.pid]);
  for (const bitrate of [600, 2400, 1500]) {
    // asked for until it is so, as the policy does
    while (supervisor.bitrate !== bitrate) {
      supervisor.setBitrate(bitrate);
      await feeder.push(1);
    }
    pids.add(supervisor.pid);
    await feeder.push(45);
  }
  feeder.rest();
  await supervisor.stop();
  expect(pids.size).toBe(4);
  expect(supervisor.state).toMatchObject({ phase: "off", restarts: 0 });

  const [stream, tagged] = [join(folder, "stream.ts"), join(folder, "stream.flv")];
  await Promise.all([writeFile(stream, Buffer.concat(ts)), writeFile(tagged, Buffer.concat(tags))]);
  for (const file of [stream, tagged]) {
    const seen = [...(await decoded(file, ...grey))];
    expect(seen.filter((y, at) => Math.abs(y - luma(at)) > 3)).toEqual([]);
    expect(seen).toHaveLength(feeder.pictures);
  }
  const times = (await packets(stream)).filter(({ kind }) => kind === "video").map(({ dts }) => Math.round(dts * 90_000));
  expect(new Set(times.slice(1).map((dts, at) => dts - (times[at] ?? 0)))).toEqual(new Set([3000]));
  expect(units.filter(({ keyframe }) => keyframe).length).toBeGreaterThanOrEqual(5);

  for (let track = 0; track <= FED_TONES.length; track += 1) {
    const sounds = units.filter((unit) => unit.kind === "audio" && unit.track === track);
    expect(new Set(sounds.slice(1).map(({ pts }, at) => pts - (sounds[at]?.pts ?? 0)))).toEqual(new Set([1920]));
    const pcm = await decoded(stream, "-map", `0:a:${track}`, "-f", "f32le");
    const first = Math.round(((sounds[0]?.pts ?? 0) / 90_000 - ORIGIN_MS / 1000) * SAMPLE_RATE);
    const frames = pcm.length / 4 / CHANNELS;
    expect(frames).toBe(sounds.length * 1024);
    const wrong: number[] = [];
    // the first frame of all lacks what it overlaps; the last sound is padded
    for (let at = 2048; at < frames - 2048; at += 1) {
      if (Math.abs(pcm.readFloatLE(at * 4 * CHANNELS) - heard(track, first + at)) > 0.02) wrong.push(first + at);
    }
    expect(wrong, `track ${track}`).toEqual([]);
  }

  const headers = tags.flatMap((tag) => [...videoTags(tag)]).filter((type) => type === 0);
  expect(headers).toHaveLength(1);
});

/** AVC packet types of the video tags in these bytes: 0 is a sequence header. */
function* videoTags(bytes: Buffer): Iterable<number> {
  for (let at = 0; at + 11 < bytes.length; at += 15 + bytes.readUIntBE(at + 1, 3)) {
    if (at === 0 && bytes.toString("latin1", 0, 3) === "FLV") return;
    if (bytes.readUInt8(at) === 9) yield bytes.readUInt8(at + 12);
  }
}
