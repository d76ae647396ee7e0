import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { startBadProxy } from "../../../e2e/peers/bad-proxy";
import { end } from "../../../e2e/peers/child";
import { encodedStream } from "../../../e2e/peers/encoded-sample";
import { startIngest } from "../../../e2e/peers/nginx-rtmp";
import { until } from "../../../e2e/peers/until";
import { StreamBus } from "../bus/stream-bus";
import { PreviewServer } from "../preview/preview-server";
import { DestinationOutput } from "./destination";
import { Recorder } from "../recording/recorder";
import { busOf } from "./test-bus";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
const SECONDS = 8;

/** The MD5 of every picture that a file or a live playlist from its beginning decodes to; decoding errors reject. */
async function pictures(file: string, options: string[] = []): Promise<string[]> {
  const args = ["-nostdin", "-v", "error", "-xerror", ...options, "-i", file, "-map", "0:v", "-vsync", "passthrough", "-f", "framemd5", "-"];
  const { stdout } = await promisify(execFile)("ffmpeg", args, { maxBuffer: 2 ** 26 });
  return stdout.split("\n").flatMap((line) => (line.startsWith("0,") ? [line.slice(line.lastIndexOf(",") + 1).trim()] : []));
}

it("lets neither destinations, recording nor preview lose a picture for one that hangs, flaps, refuses, comes or goes", async () => {
  const keyFolder = mkdtempSync(join(tmpdir(), "keys-"));
  onTestFinished(() => rmSync(keyFolder, { recursive: true, force: true }));
  const ingest = await startIngest({ record: true, refuse: ["refused"] });
  onTestFinished(() => ingest.stop());
  const [stalling, flapping, mute] = await Promise.all([1, 2, 3].map(() => startBadProxy(ingest.port)));
  if (stalling === undefined || flapping === undefined || mute === undefined) throw new Error("no proxies");
  for (const proxy of [stalling, flapping, mute]) onTestFinished(() => proxy.stop());
  mute.stall(); // half open: takes connections and never says a word

  const bus = new StreamBus();
  const output = (streamKey: string, port: number): DestinationOutput => {
    const target = { protocol: "rtmp", service: "custom", server: `rtmp://127.0.0.1:${port}/live` } as const;
    const destination = { id: streamKey, name: streamKey, enabled: true, target };
    const made = new DestinationOutput({ armed: { destination, secrets: { streamKey } }, bus, ffmpeg, keyFolder, onChange: () => undefined });
    onTestFinished(() => made.stop());
    made.start();
    return made;
  };
  const good = ["one", "two", "three"].map((key) => output(key, ingest.port));
  const stalled = output("stalled", stalling.port);
  const flaps = output("flaps", flapping.port);
  const others = [output("refused", ingest.port), output("mute", mute.port), output("closed", 1)];
  const goes = output("goes", ingest.port);
  await until("the good ones to be accepted", async () => {
    const keys = (await ingest.streams()).filter((stream) => stream.publishing).map((stream) => stream.key);
    return ["one", "two", "three", "stalled", "flaps", "goes"].every((key) => keys.includes(key));
  });

  const file = join(keyFolder, "recorded.mkv");
  const order = { id: "r", file, container: "mkv" } as const;
  const nothing = (): void => undefined;
  const recorder = new Recorder({ order, bus, ffmpeg, onChange: nothing, onOver: nothing, onFile: nothing });
  onTestFinished(() => recorder.stop());
  expect(await recorder.start()).toBeNull();
  const preview = await PreviewServer.start();
  onTestFinished(() => preview.close());
  preview.attach(bus);
  const previewed = pictures(preview.url, ["-live_start_index", "0"]);
  previewed.catch(nothing); // is told below
  let passed = 0;
  bus.join("last-keyframe", { format: nothing, unit: ({ kind }) => (passed += kind === "video" ? 1 : 0), end: nothing });
  const encoder = encodedStream({ seconds: SECONDS, bitrate: 4000 });
  onTestFinished(() => end(encoder));
  const source = busOf(encoder.stdout);
  source.join("last-keyframe", { format: (format) => bus.setFormat(format), unit: (unit) => bus.push(unit), end: () => undefined });

  await until("the bad ones to be live", () => [stalled, flaps].every((made) => made.status().phase === "live"));
  stalling.stall();

  // one is taken off, one put on, one is changed, and those that fail are called again by hand
  const comes = output("comes", ingest.port);
  await Promise.all([goes.stop(), until("the added one to be live", () => comes.status().phase === "live")]);
  await comes.stop();
  const changed = output("changed", ingest.port);
  for (const made of others) made.retry();
  await until("the changed one to be live", () => changed.status().phase === "live");
  for (let times = 0; times < 2; times += 1) {
    flapping.reset();
    await until("the loss", () => flaps.status().phase === "reconnecting");
    await until("the return", () => flaps.status().phase === "live");
  }
  const all = SECONDS * 30;
  await until("all pictures", () => passed === all, 40_000);
  for (const made of good) expect(made.status()).toMatchObject({ phase: "live", attempt: 0, droppedFrames: 0 });
  for (const made of others) expect(["connecting", "reconnecting"]).toContain(made.status().phase);
  bus.end(); // all that waits goes out, then everything ends by itself
  await until("the good ones to end", () => good.every((made) => made.status().phase === "idle"));
  await recorder.stop();
  await until("the files to be closed", async () =>
    (await ingest.streams()).every(({ key, publishing }) => !publishing || !["one", "two", "three"].includes(key)),
  );

  const received = await Promise.all(["one", "two", "three"].map(async (key) => pictures((await ingest.recordings(key))[0] ?? "")));
  const [first = []] = received;
  expect(first).toHaveLength(all);
  for (const other of received) expect(other).toEqual(first);
  for (const made of good) expect(made.status()).toMatchObject({ deliveredFrames: all, droppedFrames: 0 });
  expect(await pictures(file)).toEqual(first);
  expect(await previewed).toEqual(first);
}, 180_000);
