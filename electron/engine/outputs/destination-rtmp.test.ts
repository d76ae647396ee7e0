import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { avOffsets } from "../../../e2e/peers/av-offset";
import { end } from "../../../e2e/peers/child";
import { type EncodedStream, encodedStream } from "../../../e2e/peers/encoded-sample";
import { keyframeIntervals, packets, videoStream } from "../../../e2e/peers/ffprobe";
import { freeTcpPort } from "../../../e2e/peers/free-port";
import { type Ingest, startIngest } from "../../../e2e/peers/nginx-rtmp";
import { startTlsProxy, TEST_CERTIFICATE, type TlsProxy } from "../../../e2e/peers/tls-proxy";
import { until } from "../../../e2e/peers/until";
import type { DestinationPhase, DestinationSecrets } from "../../contract/destination";
import type { Bus } from "../bus/bus";
import { StreamBus } from "../bus/stream-bus";
import { DestinationOutput } from "./destination";
import { removeLeftoverKeys } from "./key-file";
import { busOf } from "./test-bus";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
let encoder: EncodedStream;
let bus: Bus;
let keyFolder: string;
let ingest: Ingest;
let proxy: TlsProxy;
const running: DestinationOutput[] = [];

beforeAll(async () => {
  keyFolder = mkdtempSync(join(tmpdir(), "keys-"));
  removeLeftoverKeys(keyFolder);
  encoder = encodedStream({ seconds: 600, startAt: 3600 });
  bus = busOf(encoder.stdout, 3600);
  ingest = await startIngest({ record: true, refuse: ["refused-key"] });
  proxy = await startTlsProxy(ingest.port);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((output) => output.stop()));
});

afterAll(async () => {
  await end(encoder);
  await proxy.stop();
  await ingest.stop();
  rmSync(keyFolder, { recursive: true, force: true });
});

function output(
  server: string,
  secrets: DestinationSecrets,
  from: Bus = bus,
): DestinationOutput & { phases: DestinationPhase[] } {
  const phases: DestinationPhase[] = [];
  const target = { protocol: "rtmp", service: "custom", server } as const;
  const made = new DestinationOutput({
    armed: { destination: { id: "1", name: "Ingest", enabled: true, target }, secrets },
    bus: from,
    ffmpeg,
    keyFolder,
    onChange: () => {
      const { phase } = made.status();
      if (phases.at(-1) !== phase) phases.push(phase);
    },
  });
  running.push(made);
  return Object.assign(made, { phases });
}

const KEY = "abcd-efgh?x=1&y=2#z=%25";

const isLive = (made: DestinationOutput): Promise<true> =>
  until("the destination to be live", () => made.status().phase === "live");

describe("DestinationOutput over RTMP", () => {
  it("delivers the stream from time 0, sound and picture together, and ends in order", async () => {
    const made = output(ingest.server, { streamKey: "whole" });
    made.start();
    expect(made.status().phase).toBe("connecting");
    await isLive(made);
    await ingest.receives("whole");
    const began = performance.now();
    await until("6 s of media", () => performance.now() - began > 6000);
    const status = made.status();
    expect(status).toMatchObject({ phase: "live", attempt: 0, problem: null, retryAt: null, droppedFrames: 0 });
    expect(status.queueMs).toBeLessThan(400);
    expect(status.bitrate).toBeGreaterThan(600);
    expect(status.bitrate).toBeLessThan(1400);
    await made.stop();
    expect(made.phases).toEqual(["connecting", "live", "stopping", "idle"]);
    const [file = ""] = await ingest.recordings("whole");
    const all = await packets(file);
    expect(Math.min(...all.map((p) => p.dts))).toBeLessThan(0.2);
    const video = all.filter((p) => p.kind === "video").map((p) => p.dts);
    expect(video.length).toBeGreaterThan(180);
    video.slice(1).forEach((t, i) => expect(t - (video[i] ?? 0)).toBeLessThan(0.036)); // none is missing
    expect((await videoStream(file)).has_b_frames).toBeGreaterThan(0);
    (await keyframeIntervals(file)).forEach((seconds) => expect(seconds).toBeCloseTo(2, 2));
    const offsets = await avOffsets(file);
    expect(offsets.length).toBeGreaterThanOrEqual(2);
    offsets.forEach((ms) => expect(Math.abs(ms)).toBeLessThan(15));
  });

  it("shows the key to nobody, and carries one with a query", async () => {
    const made = output(`${ingest.server}?backup=1`, { streamKey: KEY });
    made.start();
    const pid = await until("the publisher", () => made.pid);
    const seen = [readFileSync(`/proc/${pid}/cmdline`, "utf8"), readFileSync(`/proc/${pid}/environ`, "utf8")];
    await isLive(made);
    expect(readdirSync(keyFolder).filter((name) => name.endsWith(".key"))).toEqual([]);
    seen.push(readFileSync(`/proc/${pid}/cmdline`, "utf8"), readFileSync(`/proc/${pid}/environ`, "utf8"));
    expect(seen.join()).toContain(ingest.server);
    for (const secret of ["abcd-efgh", "x=1", "z=%25"]) expect(seen.join()).not.toContain(secret);
    const log = await ingest.log();
    expect(log).toContain("name='abcd-efgh' args='x=1&y=2#z=%25'");
    expect(log).toContain("app='live' args='backup=1'");
  });

  it("goes on when the server dies and comes back, counting its attempts", async () => {
    const port = await freeTcpPort();
    let server = await startIngest({ port });
    onTestFinished(() => server.stop());
    const made = output(server.server, { streamKey: "again" });
    made.start();
    await isLive(made);
    await server.kill();
    await until("the loss to be seen", () => made.status().phase === "reconnecting");
    const lost = made.status();
    expect(lost).toMatchObject({ attempt: 1, problem: { code: "connection-lost", subject: "Ingest" }, queueMs: 0 });
    const wait = (lost.retryAt ?? 0) - Date.now();
    expect(wait).toBeLessThanOrEqual(300);
    // nobody is there: refused at once
    await until("the second failure", () => made.status().attempt === 2 && made.status().retryAt !== null);
    expect(made.status()).toMatchObject({ phase: "reconnecting", problem: { code: "connection-refused" } });
    server = await startIngest({ port });
    made.retry();
    await isLive(made);
    await server.receives("again");
    expect(made.status()).toMatchObject({ attempt: 0, problem: null });
    expect(made.phases).toEqual(["connecting", "live", "reconnecting", "live"]);
  });

  it.each([
    ["a refused key", () => ingest.server, "refused-key", "key-refused"],
    ["an application that is not there", () => ingest.server.replace("/live", "/nothing"), "key", "server-refused"],
    ["a port where nobody listens", () => "rtmp://127.0.0.1:1/live", "key", "connection-refused"],
    ["a host that does not exist", () => "rtmp://no-such-host.invalid/live", "key", "host-unknown"],
    ["a server nobody vouches for", () => `rtmps://127.0.0.1:${proxy.port}/live`, "key", "tls-failed"],
  ])("shows %s as failing and goes on trying", async (_what, server, streamKey, code) => {
    const made = output(server(), { streamKey });
    made.start();
    await until("the first failure", () => made.status().phase === "reconnecting");
    expect(made.status()).toMatchObject({ attempt: 1, problem: { code, subject: "Ingest" } });
    expect(made.status().problem?.detail).not.toContain("refused-key");
    expect(made.phases).toEqual(["connecting", "reconnecting"]);
    expect(readdirSync(keyFolder).filter((name) => name.endsWith(".key"))).toEqual([]);
  });

  it("delivers over RTMPS to a server whose certificate is good", async () => {
    const file = join(keyFolder, "extra.pem");
    writeFileSync(file, TEST_CERTIFICATE);
    vi.stubEnv("NODE_EXTRA_CA_CERTS", file);
    const made = output(`rtmps://localhost:${proxy.port}/live`, { streamKey: "secure" });
    made.start();
    await isLive(made);
    await ingest.receives("secure");
    vi.unstubAllEnvs();
  });

  it("says when the key is in use already", async () => {
    const first = output(ingest.server, { streamKey: "twice" });
    first.start();
    await isLive(first);
    const second = output(ingest.server, { streamKey: "twice" });
    second.start();
    await until("the refusal", () => second.status().phase === "reconnecting");
    expect(second.status().problem).toMatchObject({ code: "key-refused" });
    expect(second.status().problem?.detail).toContain("Already publishing");
    expect(first.status().phase).toBe("live");
  });

  it("fails for good with settings that cannot work", () => {
    const made = output("http://127.0.0.1/live", { streamKey: "key" });
    made.start();
    expect(made.status()).toMatchObject({ phase: "failed", attempt: 0, retryAt: null, problem: { code: "scheme-unknown" } });
    expect(made.pid).toBeUndefined();
  });

  it("stops within 5 s while a server that never answers is awaited", async () => {
    const { server, port, sockets } = await silentServer();
    const made = output(`rtmp://127.0.0.1:${port}/live`, { streamKey: "key" });
    made.start();
    await until("the connection", () => sockets.length > 0);
    const began = performance.now();
    await made.stop();
    expect(performance.now() - began).toBeLessThan(5000);
    expect(made.status().phase).toBe("idle");
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });

  it("sees a server that takes nothing any more; stops within 5 s, or reconnects by itself", async () => {
    const frozen = await startIngest();
    onTestFinished(() => frozen.stop());
    const fast = encodedStream({ seconds: 60, bitrate: 20_000 });
    onTestFinished(() => end(fast));
    const its = busOf(fast.stdout);
    const stopped = output(frozen.server, { streamKey: "stopped" }, its);
    const left = output(frozen.server, { streamKey: "left" }, its);
    stopped.start();
    left.start();
    await frozen.receives("stopped");
    await frozen.receives("left");
    frozen.freeze();
    await until("congestion", () => stopped.status().queueMs > 1500);
    expect(stopped.status().phase).toBe("live");
    const began = performance.now();
    await stopped.stop();
    expect(performance.now() - began).toBeLessThan(5000);
    expect(stopped.status()).toMatchObject({ phase: "idle", queueMs: 0 });
    await until("the dead link to be given up", () => left.status().phase === "reconnecting");
    expect(left.status()).toMatchObject({ problem: { code: "not-delivering", subject: "Ingest" }, queueMs: 0 });
  });

  it("survives the death of its publisher", async () => {
    const made = output(ingest.server, { streamKey: "killed" });
    made.start();
    await isLive(made);
    process.kill(made.pid ?? 0, "SIGKILL");
    await until("the loss", () => made.status().phase === "reconnecting");
    expect(made.status()).toMatchObject({ attempt: 1, problem: { code: "publisher-died" } });
    made.retry();
    await isLive(made);
  });

  it("connects before there is media and delivers as soon as it comes", async () => {
    const early = new StreamBus();
    const made = output(ingest.server, { streamKey: "early" }, early);
    made.start();
    await until("the server to accept", async () => (await ingest.streams()).some((s) => s.key === "early" && s.publishing));
    expect(made.status()).toMatchObject({ phase: "connecting", deliveredBytes: 0, queueMs: 0 });
    bus.join("last-keyframe", { format: (f) => early.setFormat(f), unit: (u) => early.push(u), end: () => undefined });
    await isLive(made);
    early.end();
    await until("the end of the encode to end it", () => made.status().phase === "idle");
  });
});

/** Accepts connections and says nothing. */
async function silentServer(): Promise<{ server: Server; port: number; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket));
  const port = await freeTcpPort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { server, port, sockets };
}
