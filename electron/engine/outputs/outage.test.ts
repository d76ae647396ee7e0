import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { startBadProxy } from "../../../e2e/peers/bad-proxy";
import { end } from "../../../e2e/peers/child";
import { encodedStream } from "../../../e2e/peers/encoded-sample";
import { packets } from "../../../e2e/peers/ffprobe";
import { freeUdpPort } from "../../../e2e/peers/free-port";
import { startIngest } from "../../../e2e/peers/nginx-rtmp";
import { startSrtPeer } from "../../../e2e/peers/srt";
import { until } from "../../../e2e/peers/until";
import type { Destination } from "../../contract/destination";
import type { Bus } from "../bus/bus";
import { type StreamFormat, TICKS, type Unit } from "../bus/unit";
import { DestinationOutput } from "./destination";
import { busOf } from "./test-bus";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };

const FPS = 30;
/** Pictures from keyframe to keyframe. */
const GROUP = 60;
/** Pictures between the encoder and the confirmation that they have left, at most. */
const ON_ITS_WAY = 10;
/** Of the delayed stream, in ms. */
const DELAY = 3000;

/** The MD5 of every picture that a file decodes to; what broke off at the end of it is left out. */
async function pictures(file: string): Promise<string[]> {
  const args = ["-v", "quiet", "-i", file, "-map", "0:v", "-vsync", "passthrough", "-f", "framemd5", "-"];
  const { stdout } = await promisify(execFile)("ffmpeg", args, { maxBuffer: 2 ** 26 });
  return stdout.split("\n").flatMap((line) => (line.startsWith("0,") ? [line.slice(line.lastIndexOf(",") + 1).trim()] : []));
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "outage-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function encode(): Bus {
  const encoder = encodedStream({ seconds: 120 });
  onTestFinished(() => end(encoder));
  return busOf(encoder.stdout);
}

function output(target: Destination["target"], bus: Bus, delay = 0): DestinationOutput {
  const destination = { id: "1", name: "Ingest", enabled: true, target };
  const armed = { destination, secrets: { streamKey: "away" } };
  const made = new DestinationOutput({ armed, bus, ffmpeg, keyFolder: folder(), delay, onChange: () => undefined });
  onTestFinished(() => made.stop());
  return made;
}

const isLive = (made: DestinationOutput): Promise<true> => until("the destination to be live", () => made.status().phase === "live");

it("calls a server as soon as it is back, however long the wait for the next attempt has become", async () => {
  const ingest = await startIngest({ record: true });
  onTestFinished(() => ingest.stop());
  const proxy = await startBadProxy(ingest.port);
  onTestFinished(() => proxy.stop());
  const bus = encode();
  let offered = 0;
  bus.join("last-keyframe", { format: () => undefined, unit: ({ kind }) => (offered += kind === "video" ? 1 : 0), end: () => undefined });
  const made = output({ protocol: "rtmp", service: "custom", server: `rtmp://127.0.0.1:${proxy.port}/live` }, bus);
  made.start();
  await isLive(made);
  await ingest.receives("away");
  const before = { delivered: made.status().deliveredFrames, offered };
  await proxy.close();
  await until("the loss", () => made.status().phase === "reconnecting");
  for (let attempt = 2; attempt < 9; attempt += 1) {
    made.retry();
    await until(`failed attempt ${attempt}`, () => made.status().attempt >= attempt && made.status().retryAt !== null);
  }
  const away = made.status();
  expect(away).toMatchObject({ phase: "reconnecting", problem: { code: "connection-refused", subject: "Ingest" } });
  const next = away.retryAt ?? 0;
  expect(next - Date.now()).toBeGreaterThan(20_000);
  await proxy.open();
  await isLive(made);
  await ingest.receives("away");
  expect(Date.now()).toBeLessThan(next);
  expect(made.status()).toMatchObject({ attempt: 0, retryAt: null, problem: null });
  await until("a queue that is empty", () => made.status().queueMs === 0);
  const { deliveredFrames, dropped } = made.status();
  expect(dropped).toEqual({ unreferenced: 0, groupEnds: 0, outage: 0 });
  // each picture since then has left or is being handed over, some of them twice: it went on with the group that broke off
  expect(deliveredFrames - before.delivered).toBeGreaterThanOrEqual(offered - before.offered - ON_ITS_WAY);
  await made.stop();
  const [, file = ""] = await until("the second recording", async () => {
    const files = await ingest.recordings("away");
    return files.length > 1 && files;
  });
  expect((await packets(file)).find((packet) => packet.kind === "video")?.keyframe).toBe(true);
}, 180_000);

it("loses no picture of an outage that a delay covers, and sends what it holds back before it ends", async () => {
  const ingest = await startIngest({ record: true });
  onTestFinished(() => ingest.stop());
  const proxy = await startBadProxy(ingest.port);
  onTestFinished(() => proxy.stop());
  const bus = encode();
  const passed: Unit[] = [];
  let tables = Buffer.alloc(0);
  const format = (known: StreamFormat): void => {
    tables = Buffer.from(known.tables);
  };
  const leave = bus.join("last-keyframe", { format, unit: (unit) => passed.push(unit), end: () => undefined });
  const made = output({ protocol: "rtmp", service: "custom", server: `rtmp://127.0.0.1:${proxy.port}/live` }, bus, DELAY);
  made.start();
  await isLive(made);
  const waited = ((passed.at(-1)?.dts ?? 0) - (passed[0]?.dts ?? 0)) / TICKS;
  expect(waited).toBeGreaterThan(DELAY / 1000 - 1); // the encode in real time begins with what it has ready
  await until("the middle of a group", () => made.status().deliveredFrames > 10 && made.status().deliveredFrames < GROUP - 10);
  await proxy.close();
  await until("the loss", () => made.status().phase === "reconnecting");
  await proxy.open();
  await isLive(made);
  const held = made.status().delay;
  expect(held?.ms).toBeGreaterThan(DELAY);
  expect(held?.bytes).toBeGreaterThan(100_000);

  leave();
  const ended = made.drain();
  expect(made.status().phase).toBe("live");
  expect(made.status().delay?.endsIn).toBeGreaterThan(1000);
  await ended;
  expect(made.status()).toMatchObject({ phase: "idle", droppedFrames: 0 });
  const files = await until("the recordings", async () => {
    const found = await ingest.recordings("away");
    return found.length > 1 && (await ingest.streams()).every(({ publishing }) => !publishing) && found;
  });
  const encoded = join(folder(), "encoded.ts");
  writeFileSync(encoded, Buffer.concat([tables, ...passed.map((unit) => unit.packets)]));
  const [sent, ...received] = await Promise.all([encoded, ...files].map(pictures));
  const arrived = new Set(received.flat());
  expect(sent?.length).toBeGreaterThan((DELAY / 1000) * FPS);
  expect(sent?.filter((picture) => !arrived.has(picture))).toEqual([]);
}, 180_000);

it("calls an SRT receiver every second, as only an attempt shows whether it is there", async () => {
  const port = await freeUdpPort();
  const made = output({ protocol: "srt", mode: "caller", host: "127.0.0.1", port, latency: 120, keyLength: 0 }, encode());
  made.start();
  for (let attempt = 1; attempt < 3; attempt += 1) {
    await until(`failed attempt ${attempt}`, () => made.status().attempt === attempt && made.status().retryAt !== null);
    expect((made.status().retryAt ?? 0) - Date.now()).toBeLessThanOrEqual(1000);
    expect(made.status().problem).toMatchObject({ code: "unreachable" });
  }
  const peer = await startSrtPeer({ mode: "listener", port, file: join(folder(), "back.ts") });
  onTestFinished(() => peer.kill());
  await isLive(made);
  await peer.receives();
}, 180_000);
