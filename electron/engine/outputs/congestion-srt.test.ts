import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { startBadUdpProxy } from "../../../e2e/peers/bad-udp-proxy";
import { end } from "../../../e2e/peers/child";
import { encodedStream } from "../../../e2e/peers/encoded-sample";
import { packets } from "../../../e2e/peers/ffprobe";
import { freeUdpPort } from "../../../e2e/peers/free-port";
import { startSrtPeer } from "../../../e2e/peers/srt";
import { until } from "../../../e2e/peers/until";
import { DestinationOutput } from "./destination";
import { busOf } from "./test-bus";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
const FPS = 30;
/** Seconds before the end that are not looked at: the last picture may be torn when the stream is stopped. */
const END = 0.5;

it("hands SRT what a lossy, narrow or torn network carries: pictures are left out, all that comes can be decoded", async () => {
  const folder = mkdtempSync(join(tmpdir(), "srt-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freeUdpPort();
  const file = join(folder, "received.ts");
  const peer = await startSrtPeer({ mode: "listener", port, file });
  onTestFinished(() => peer.kill());
  const network = await startBadUdpProxy(port);
  onTestFinished(() => network.stop());
  network.delay(10);
  const encoder = encodedStream({ seconds: 120, bitrate: 6000 });
  onTestFinished(() => end(encoder));
  const bus = busOf(encoder.stdout);
  let passed = 0;
  bus.join("last-keyframe", { format: () => undefined, unit: ({ kind }) => (passed += kind === "video" ? 1 : 0), end: () => undefined });
  const seconds = async (count: number): Promise<unknown> => {
    const goal = passed + count * FPS;
    return until(`${count} s of pictures`, () => passed >= goal, (count + 10) * 1000);
  };

  const target = { protocol: "srt", mode: "caller", host: "localhost", port: network.port, latency: 400, keyLength: 0 } as const;
  const destination = { id: "1", name: "Receiver", enabled: true, target };
  const made = new DestinationOutput({ armed: { destination, secrets: {} }, bus, ffmpeg, keyFolder: join(folder, "keys"), onChange: () => undefined });
  onTestFinished(() => made.stop());
  const shortQueue = (): Promise<true> => until("the queue to be short", () => made.status().queueMs < 300);
  expect(made.status().srt).toBeUndefined();
  made.start();
  await peer.receives();
  await seconds(1);
  await shortQueue();
  network.lose(0.02);
  await seconds(1);
  network.lose(0);
  await seconds(1);
  const lossy = made.status();
  expect(lossy.srt?.roundTrip).toBeGreaterThan(20);
  expect(lossy.srt?.lost).toBeGreaterThan(0);
  expect(lossy.srt?.loss).toBeGreaterThan(0);
  expect(lossy.srt?.retransmitted).toBeGreaterThanOrEqual(lossy.srt?.lost ?? 0);

  network.throttle(3000);
  await seconds(3);
  network.throttle(null);
  await shortQueue();
  const { unreferenced } = made.status().dropped;
  expect(unreferenced).toBeGreaterThan(lossy.dropped.unreferenced);
  network.cut();
  await seconds(2);
  network.mend();
  await shortQueue();
  const { droppedFrames } = made.status();
  await seconds(1);
  const { phase, attempt, deliveredBytes } = made.status();
  expect({ phase, attempt }).toEqual({ phase: "live", attempt: 0 });
  await made.stop();
  await peer.stop();

  const all = await packets(file);
  const video = all.filter((packet) => packet.kind === "video");
  const last = video.at(-1)?.dts ?? 0; // what is seen later was on its way when the stream was stopped
  const pictures = video.map((packet) => packet.pts).filter((at) => at <= last).sort((a, b) => a - b);
  const holes = pictures.slice(1).map((at, i) => at - (pictures[i] ?? 0));
  const missing = holes.reduce((sum, hole) => sum + Math.round(hole * FPS) - 1, 0);
  expect(missing).toBeGreaterThanOrEqual(droppedFrames);
  expect(missing).toBeLessThanOrEqual(made.status().droppedFrames);
  const sounds = all.filter((packet) => packet.kind === "audio").map((packet) => packet.pts);
  sounds.slice(1).forEach((at, i) => expect(at - (sounds[i] ?? 0)).toBeLessThan(0.03));
  const whole = last - (pictures[0] ?? 0) - END;
  const { stderr } = await promisify(execFile)("ffmpeg", ["-v", "error", "-t", String(whole), "-i", file, "-f", "null", "-"]);
  expect(stderr).toBe("");
  // what is called delivered has arrived: before it came a message without media, and fillers between
  const arrived = (await stat(file)).size;
  expect(deliveredBytes).toBeLessThan(arrived);
  expect(deliveredBytes).toBeGreaterThan(0.95 * arrived);
}, 180_000);
