import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { startBadProxy } from "../../../e2e/peers/bad-proxy";
import { packets } from "../../../e2e/peers/ffprobe";
import { freeUdpPort } from "../../../e2e/peers/free-port";
import { startIngest } from "../../../e2e/peers/nginx-rtmp";
import { startSrtPeer } from "../../../e2e/peers/srt";
import { until } from "../../../e2e/peers/until";
import type { DestinationStatus } from "../../contract/destination";
import type { ArmedDestination } from "../../contract/engine";
import { defaultSettings } from "../../contract/settings";
import { Engine } from "../engine";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: ["x264" as const] };
const settings = {
  video: { width: 320, height: 180, fps: 30 },
  encoder: { ...defaultSettings.encoder, videoBitrate: 2500, bitrateFloor: 600 },
};

/** kb/s. Without any limit the proxy's own system would offer to take a megabyte ahead, and hide for as long what comes later. */
const LINE = 6000;

/** Pictures from keyframe to keyframe. */
const GROUP = settings.video.fps * settings.encoder.keyframeInterval;

/** A server like those of streaming services, reached by RTMP. */
function rtmp(id: string, port: number): ArmedDestination {
  const target = { protocol: "rtmp", service: "custom", server: `rtmp://127.0.0.1:${port}/live` } as const;
  return { destination: { id, name: id, enabled: true, target }, secrets: { streamKey: id } };
}

/**
 * Whether pictures follow each other as at 30 a second, each once, and AAC frames without a hole, and what ffmpeg says
 * while decoding: of all but the last second, which was on its way when it ended.
 */
async function fileAt(file: string): Promise<{ steady: boolean; unbroken: boolean; complaints: string }> {
  const all = await packets(file);
  const end = (all.at(-1)?.dts ?? 0) - 1;
  const steps = (kind: "video" | "audio"): number[] => {
    const times = all.flatMap((packet) => (packet.kind === kind && packet.pts < end ? [packet.pts] : [])).sort((a, b) => a - b);
    return times.slice(1).map((at, i) => at - (times[i] ?? 0));
  };
  const [pictures, sounds] = [steps("video"), steps("audio")];
  const seconds = pictures.length / 30;
  const { stderr } = await promisify(execFile)("ffmpeg", ["-v", "error", "-xerror", "-i", file, "-t", String(seconds), "-f", "null", "-"]);
  return {
    steady: pictures.every((step) => step > 0.03 && step < 0.037),
    unbroken: sounds.every((step) => step > 0.018 && step < 0.025),
    complaints: stderr,
  };
}

it("encodes less while a destination's network delivers less, loses nothing anywhere else, and climbs back", async () => {
  const folder = mkdtempSync(join(tmpdir(), "bitrate-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const ingest = await startIngest({ record: true });
  onTestFinished(() => ingest.stop());
  const proxy = await startBadProxy(ingest.port);
  onTestFinished(() => proxy.stop());
  proxy.throttle(LINE);
  const port = await freeUdpPort();
  const srt = await startSrtPeer({ port, mode: "listener", file: join(folder, "srt.ts") });
  onTestFinished(() => srt.stop());
  const engine = new Engine(() => undefined);
  onTestFinished(() => engine.handle({ type: "shutDown" }));
  await engine.handle({ type: "setUp", ffmpeg, keyFolder: folder, pageFiles: null });
  await engine.handle({ type: "configure", settings });

  const recording = join(folder, "recording.mkv");
  await engine.handle({ type: "startRecording", recording: { id: "r", file: recording, container: "mkv" } });
  const target = { protocol: "srt", mode: "caller", host: "127.0.0.1", port, latency: 1000, keyLength: 0 } as const;
  const destinations = [rtmp("slow", proxy.port), rtmp("good", ingest.port), { destination: { id: "srt", name: "srt", enabled: true, target }, secrets: {} }];
  await engine.handle({ type: "startStream", destinations });
  const of = (id: string): DestinationStatus => {
    const found = engine.status().destinations.find((d) => d.id === id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  };
  const video = (): number => engine.status().encoder.dynamic?.target ?? 0;
  await until("all to be live", () => ["slow", "good", "srt"].every((id) => of(id).phase === "live" && of(id).queueMs < 300));
  expect(engine.status().encoder.dynamic).toEqual({ target: 2500, steps: [2500, 2000, 1500, 1125, 825, 600], limitedBy: null });

  proxy.throttle(1200);
  await until("less to be encoded", () => video() <= 1125, 40_000);
  expect(engine.status().encoder.dynamic?.limitedBy?.name).toBe("slow");
  let short = 0;
  let lost = 0;
  // A group that lost its end is left out up to the next keyframe, also when the queue is short again by then.
  await until("the queue to stay short, and all of a group to come through", () => {
    const { frames } = engine.status().program;
    const { queueMs, droppedFrames } = of("slow");
    if (queueMs > 300 || droppedFrames > lost) short = frames;
    lost = droppedFrames;
    return frames - short > GROUP + 15;
  }, 40_000);
  const low = video();
  proxy.throttle(LINE);
  await until("more to be encoded", () => video() > low, 40_000);
  expect(of("slow").droppedFrames).toBe(lost);
  expect(of("slow")).toMatchObject({ phase: "live", attempt: 0 });
  for (const id of ["good", "srt"]) expect(of(id)).toMatchObject({ droppedFrames: 0, phase: "live", attempt: 0 });

  const preview = join(folder, "preview.ts");
  const playlist = new URL("stream.m3u8", engine.status().preview.url ?? "");
  const listed = await (await fetch(playlist)).text();
  expect(listed).not.toContain("#EXT-X-DISCONTINUITY\n");
  const segments = listed.split("\n").filter((line) => /^\d+\.ts$/.test(line));
  const bytes = await Promise.all(segments.map(async (name) => Buffer.from(await (await fetch(new URL(name, playlist))).arrayBuffer())));
  writeFileSync(preview, Buffer.concat(bytes));

  await engine.handle({ type: "stopRecording", id: null });
  await engine.handle({ type: "stopStream" });
  const [good = ""] = await ingest.recordings("good");
  const files = await Promise.all([recording, good, srt.file, preview].map(fileAt));
  for (const file of files) expect(file).toMatchObject({ steady: true, unbroken: true, complaints: "" });
  const [slow = ""] = await ingest.recordings("slow");
  expect((await fileAt(slow)).complaints).toBe("");
}, 180_000);
