import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { startBadProxy } from "../../../e2e/peers/bad-proxy";
import { end } from "../../../e2e/peers/child";
import { encodedStream } from "../../../e2e/peers/encoded-sample";
import { startIngest } from "../../../e2e/peers/nginx-rtmp";
import { until } from "../../../e2e/peers/until";
import type { StreamFormat, Unit } from "../bus/unit";
import { StreamBus } from "../bus/stream-bus";
import { DestinationOutput } from "./destination";
import { busOf } from "./test-bus";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
const SECONDS = 8;

/** The MD5 of every picture that a file or stream decodes to; decoding errors reject. */
async function pictures(file: string): Promise<string[]> {
  const args = ["-v", "error", "-xerror", "-i", file, "-map", "0:v", "-vsync", "passthrough", "-f", "framemd5", "-"];
  const { stdout } = await promisify(execFile)("ffmpeg", args, { maxBuffer: 2 ** 26 });
  return stdout.split("\n").flatMap((line) => (line.startsWith("0,") ? [line.slice(line.lastIndexOf(",") + 1).trim()] : []));
}

it("lets no destination lose a picture for another that hangs, flaps or refuses", async () => {
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
  await until("the good ones to be accepted", async () => {
    const keys = (await ingest.streams()).filter((stream) => stream.publishing).map((stream) => stream.key);
    return ["one", "two", "three", "stalled", "flaps"].every((key) => keys.includes(key));
  });

  // what the recording and the preview would get
  const passed: Unit[] = [];
  let tables = Buffer.alloc(0);
  const keep = (format: StreamFormat): void => {
    tables = Buffer.from(format.tables);
  };
  bus.join("last-keyframe", { format: keep, unit: (unit) => passed.push(unit), end: () => undefined });
  const encoder = encodedStream({ seconds: SECONDS, bitrate: 4000 });
  onTestFinished(() => end(encoder));
  const source = busOf(encoder.stdout);
  source.join("last-keyframe", { format: (format) => bus.setFormat(format), unit: (unit) => bus.push(unit), end: () => undefined });

  await until("the bad ones to be live", () => [stalled, flaps].every((made) => made.status().phase === "live"));
  stalling.stall();
  for (let times = 0; times < 2; times += 1) {
    flapping.reset();
    await until("the loss", () => flaps.status().phase === "reconnecting");
    await until("the return", () => flaps.status().phase === "live");
  }
  const all = SECONDS * 30;
  await until("all pictures", () => passed.filter((unit) => unit.kind === "video").length === all, 20_000);
  for (const made of good) expect(made.status()).toMatchObject({ phase: "live", attempt: 0, droppedFrames: 0 });
  for (const made of others) expect(["connecting", "reconnecting"]).toContain(made.status().phase);
  await Promise.all(good.map((made) => made.stop()));
  await until("the files to be closed", async () =>
    (await ingest.streams()).every(({ key, publishing }) => !publishing || !["one", "two", "three"].includes(key)),
  );

  const received = await Promise.all(["one", "two", "three"].map(async (key) => pictures((await ingest.recordings(key))[0] ?? "")));
  const [first = []] = received;
  expect(first).toHaveLength(all);
  for (const other of received) expect(other).toEqual(first);
  const file = join(keyFolder, "passed.ts");
  writeFileSync(file, Buffer.concat([tables, ...passed.map((unit) => unit.packets)]));
  expect(await pictures(file)).toEqual(first);
}, 90_000);
