import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { startBadProxy } from "../../../e2e/peers/bad-proxy";
import { end } from "../../../e2e/peers/child";
import { encodedStream } from "../../../e2e/peers/encoded-sample";
import { packets } from "../../../e2e/peers/ffprobe";
import { startIngest } from "../../../e2e/peers/nginx-rtmp";
import { until } from "../../../e2e/peers/until";
import { DestinationOutput } from "./destination";
import { busOf } from "./test-bus";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
const FPS = 30;

it("leaves out pictures while a server stops reading, all of the sound comes, and what comes can be decoded", async () => {
  const keyFolder = mkdtempSync(join(tmpdir(), "keys-"));
  onTestFinished(() => rmSync(keyFolder, { recursive: true, force: true }));
  const ingest = await startIngest({ record: true });
  onTestFinished(() => ingest.stop());
  const proxy = await startBadProxy(ingest.port);
  onTestFinished(() => proxy.stop());
  const encoder = encodedStream({ seconds: 120, bitrate: 8000 });
  onTestFinished(() => end(encoder));
  const bus = busOf(encoder.stdout);
  const passed = { video: 0, audio: 0 };
  bus.join("last-keyframe", { format: () => undefined, unit: ({ kind }) => (passed[kind] += 1), end: () => undefined });
  const seconds = async (count: number): Promise<unknown> => {
    const goal = passed.video + count * FPS;
    return until(`${count} s of pictures`, () => passed.video >= goal, (count + 10) * 1000);
  };

  const target = { protocol: "rtmp", service: "custom", server: `rtmp://127.0.0.1:${proxy.port}/live` } as const;
  const destination = { id: "1", name: "Ingest", enabled: true, target };
  const made = new DestinationOutput({ armed: { destination, secrets: { streamKey: "slow" } }, bus, ffmpeg, keyFolder, onChange: () => undefined });
  onTestFinished(() => made.stop());
  made.start();
  await ingest.receives("slow");
  await seconds(3);
  expect(made.status()).toMatchObject({ droppedFrames: 0, phase: "live" });
  proxy.stall();
  await seconds(8);
  proxy.resume();
  await until("the queue to be short again", () => made.status().queueMs < 300);
  await seconds(3);
  const { dropped, droppedFrames, phase, attempt } = made.status();
  expect({ phase, attempt }).toEqual({ phase: "live", attempt: 0 });
  expect(dropped.unreferenced).toBeGreaterThan(0);
  expect(dropped.groupEnds).toBeGreaterThan(0);
  await made.stop();

  const [file = ""] = await ingest.recordings("slow");
  const all = await packets(file);
  const video = all.filter((packet) => packet.kind === "video");
  const last = video.at(-1)?.dts ?? 0; // what is seen later was on its way when the stream was stopped
  const pictures = video.map((packet) => packet.pts).filter((at) => at <= last).sort((a, b) => a - b);
  const holes = pictures.slice(1).map((at, i) => at - (pictures[i] ?? 0));
  const lost = holes.reduce((sum, hole) => sum + Math.round(hole * FPS) - 1, 0);
  expect(lost).toBe(droppedFrames);
  expect(Math.max(...holes)).toBeLessThan(1.95);
  const sounds = all.filter((packet) => packet.kind === "audio").map((packet) => packet.pts);
  sounds.slice(1).forEach((at, i) => expect(at - (sounds[i] ?? 0)).toBeLessThan(0.03));
  const { stderr } = await promisify(execFile)("ffmpeg", ["-v", "error", "-i", file, "-f", "null", "-"]);
  expect(stderr).toBe("");
}, 60_000);
