import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished, vi } from "vitest";
import { type BadProxy, startBadProxy } from "../../../e2e/peers/bad-proxy";
import { end } from "../../../e2e/peers/child";
import { encodedStream } from "../../../e2e/peers/encoded-sample";
import { packets } from "../../../e2e/peers/ffprobe";
import { startIngest } from "../../../e2e/peers/nginx-rtmp";
import { startTlsProxy, TEST_CERTIFICATE } from "../../../e2e/peers/tls-proxy";
import { until } from "../../../e2e/peers/until";
import type { DestinationStatus } from "../../contract/destination";
import { DestinationOutput } from "./destination";
import { busOf } from "./test-bus";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
const FPS = 30;
/** Seconds from keyframe to keyframe. */
const GROUP = 2;
/** Of the stream, in kb/s: the buffers of the system are soon full. */
const BITRATE = 16_000;

it("keeps what a server stops reading, leaves out what a network does not carry, and all of the sound comes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "congestion-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const ingest = await startIngest({ record: true });
  onTestFinished(() => ingest.stop());
  const tls = await startTlsProxy(ingest.port);
  onTestFinished(() => tls.stop());
  const certificate = join(folder, "certificate.pem");
  writeFileSync(certificate, TEST_CERTIFICATE);
  vi.stubEnv("NODE_EXTRA_CA_CERTS", certificate);
  onTestFinished(() => void vi.unstubAllEnvs());

  const encoder = encodedStream({ seconds: 120, bitrate: BITRATE });
  onTestFinished(() => end(encoder));
  const bus = busOf(encoder.stdout);
  let passed = 0;
  bus.join("last-keyframe", { format: () => undefined, unit: ({ kind }) => (passed += kind === "video" ? 1 : 0), end: () => undefined });
  const seconds = async (count: number): Promise<unknown> => {
    const goal = passed + count * FPS;
    return until(`${count} s of pictures`, () => passed >= goal, (count + 10) * 1000);
  };

  const proxies: BadProxy[] = [];
  const made: DestinationOutput[] = [];
  for (const [protocol, port] of [["rtmp", ingest.port], ["rtmps", tls.port]] as const) {
    const proxy = await startBadProxy(port);
    onTestFinished(() => proxy.stop());
    proxies.push(proxy);
    const keyFolder = join(folder, protocol);
    mkdirSync(keyFolder);
    const target = { protocol: "rtmp", service: "custom", server: `${protocol}://localhost:${proxy.port}/live` } as const;
    const destination = { id: protocol, name: protocol, enabled: true, target };
    const output = new DestinationOutput({
      ...{ armed: { destination, secrets: { streamKey: protocol } }, bus, ffmpeg, keyFolder, onChange: () => undefined },
    });
    onTestFinished(() => output.stop());
    made.push(output);
    output.start();
  }
  const all = (what: string, is: (status: DestinationStatus) => boolean): Promise<unknown> =>
    until(what, () => made.every((output) => is(output.status())), 30_000);
  await all("all to be live", ({ phase }) => phase === "live");
  await seconds(2);
  for (const output of made) expect(output.status()).toMatchObject({ droppedFrames: 0 });

  // they stand still: what waits is kept, and all of it arrives
  for (const proxy of proxies) proxy.stall();
  await all("media to wait", ({ queueMs }) => queueMs > 2500);
  for (const proxy of proxies) proxy.resume();
  await all("the queues to be short again", ({ queueMs }) => queueMs < 300);
  for (const output of made) expect(output.status()).toMatchObject({ droppedFrames: 0, phase: "live" });

  // they take less than comes: what is too much is left out
  for (const proxy of proxies) proxy.throttle(BITRATE / 4);
  await all("pictures to be left out", ({ dropped }) => dropped.groupEnds > 0);
  await seconds(3);
  for (const proxy of proxies) proxy.throttle(null);
  await all("the queues to be short again", ({ queueMs }) => queueMs < 300);
  // a group that lost its end is left out up to the next keyframe, and what is left out is seen by what comes after it
  await seconds(GROUP + 1);

  for (const output of made) {
    const { id, dropped, droppedFrames, phase, attempt } = output.status();
    expect({ phase, attempt }).toEqual({ phase: "live", attempt: 0 });
    expect(dropped.unreferenced).toBeGreaterThan(0);
    await output.stop();

    const [file = ""] = await ingest.recordings(id);
    const received = await packets(file);
    const video = received.filter((packet) => packet.kind === "video");
    const last = video.at(-1)?.dts ?? 0; // what is seen later was on its way when the stream was stopped
    const pictures = video.map((packet) => packet.pts).filter((at) => at <= last).sort((a, b) => a - b);
    const holes = pictures.slice(1).map((at, i) => at - (pictures[i] ?? 0));
    const lost = holes.reduce((sum, hole) => sum + Math.round(hole * FPS) - 1, 0);
    expect(lost).toBe(droppedFrames);
    expect(Math.max(...holes)).toBeLessThan(1.95);
    const sounds = received.filter((packet) => packet.kind === "audio").map((packet) => packet.pts);
    sounds.slice(1).forEach((at, i) => expect(at - (sounds[i] ?? 0)).toBeLessThan(0.03));
    const { stderr } = await promisify(execFile)("ffmpeg", ["-v", "error", "-i", file, "-f", "null", "-"]);
    expect(stderr).toBe("");
  }
}, 180_000);
