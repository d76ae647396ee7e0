import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
import { DestinationOutput } from "./destination";
import { busOf } from "./test-bus";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };

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

function output(target: Destination["target"], bus: Bus): DestinationOutput {
  const destination = { id: "1", name: "Ingest", enabled: true, target };
  const made = new DestinationOutput({ armed: { destination, secrets: { streamKey: "away" } }, bus, ffmpeg, keyFolder: folder(), onChange: () => undefined });
  onTestFinished(() => made.stop());
  return made;
}

const isLive = (made: DestinationOutput): Promise<true> => until("the destination to be live", () => made.status().phase === "live");

it("calls a server as soon as it is back, however long the wait for the next attempt has become", async () => {
  const ingest = await startIngest({ record: true });
  onTestFinished(() => ingest.stop());
  const proxy = await startBadProxy(ingest.port);
  onTestFinished(() => proxy.stop());
  const made = output({ protocol: "rtmp", service: "custom", server: `rtmp://127.0.0.1:${proxy.port}/live` }, encode());
  made.start();
  await isLive(made);
  await ingest.receives("away");
  await proxy.close();
  await until("the loss", () => made.status().phase === "reconnecting");
  for (let attempt = 2; attempt < 9; attempt += 1) {
    made.retry();
    await until(`failed attempt ${attempt}`, () => made.status().attempt === attempt && made.status().retryAt !== null);
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
  await made.stop();
  const [, file = ""] = await until("the second recording", async () => {
    const files = await ingest.recordings("away");
    return files.length > 1 && files;
  });
  expect((await packets(file)).find((packet) => packet.kind === "video")?.keyframe).toBe(true);
}, 60_000);

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
}, 60_000);
