import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { avOffsets } from "../../../e2e/peers/av-offset";
import { end } from "../../../e2e/peers/child";
import { type EncodedStream, encodedStream } from "../../../e2e/peers/encoded-sample";
import { packets, probe } from "../../../e2e/peers/ffprobe";
import { freeUdpPort } from "../../../e2e/peers/free-port";
import { type SrtPeer, type SrtPeerOptions, startSrtPeer, udpPortIsFree } from "../../../e2e/peers/srt";
import { until } from "../../../e2e/peers/until";
import type { Destination, DestinationPhase, DestinationSecrets } from "../../contract/destination";
import type { Bus } from "../bus/bus";
import { DestinationOutput } from "./destination";
import { busOf } from "./test-bus";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
const PASSPHRASE = "correct horse=battery#1";
let encoder: EncodedStream;
let bus: Bus;
let folder: string;
const running: DestinationOutput[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "srt-"));
  encoder = encodedStream({ seconds: 600, startAt: 3600 });
  bus = busOf(encoder.stdout, 3600);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((output) => output.stop()));
});

afterAll(async () => {
  await end(encoder);
  rmSync(folder, { recursive: true, force: true });
});

type SrtTarget = Extract<Destination["target"], { protocol: "srt" }>;

function output(
  target: Partial<SrtTarget> & { port: number; mode: SrtTarget["mode"] },
  secrets: DestinationSecrets = {},
): DestinationOutput & { phases: DestinationPhase[] } {
  const phases: DestinationPhase[] = [];
  const whole = { protocol: "srt", host: "127.0.0.1", latency: 120, keyLength: 0, ...target } as const;
  const made = new DestinationOutput({
    armed: { destination: { id: "1", name: "Receiver", enabled: true, target: whole }, secrets },
    bus,
    ffmpeg,
    keyFolder: join(folder, "keys"),
    onChange: () => {
      const { phase } = made.status();
      if (phases.at(-1) !== phase) phases.push(phase);
    },
  });
  running.push(made);
  return Object.assign(made, { phases });
}

/** A receiver that is gone after the test, however that ends. */
async function receiver(options: SrtPeerOptions): Promise<SrtPeer> {
  const peer = await startSrtPeer(options);
  onTestFinished(() => peer.kill());
  return peer;
}

const nextKeyframe = (): Promise<void> =>
  new Promise((resolve) => {
    const leave = bus.join("next-keyframe", {
      format: () => undefined,
      unit: () => {
        leave();
        resolve();
      },
      end: () => undefined,
    });
  });

const reaches = (made: DestinationOutput, phase: DestinationPhase): Promise<true> =>
  until(`the destination to be ${phase}`, () => made.status().phase === phase);

describe("DestinationOutput over SRT", () => {
  it.each([128, 192, 256] as const)("calls a receiver and delivers under AES-%i", async (keyLength) => {
    const port = await freeUdpPort();
    const file = join(folder, `aes-${keyLength}.ts`);
    const peer = await receiver({ mode: "listener", port, file, passphrase: PASSPHRASE, keyLength });
    const made = output({ mode: "caller", port, keyLength }, { passphrase: PASSPHRASE, streamId: "#!::r=live/cam,m=publish" });
    made.start();
    const pid = await until("the publisher", () => made.pid);
    await reaches(made, "live");
    const seen = readFileSync(`/proc/${pid}/cmdline`, "utf8") + readFileSync(`/proc/${pid}/environ`, "utf8");
    expect(seen).not.toContain("battery");
    expect(seen).not.toContain("live/cam");
    await peer.receives(keyLength === 256 ? 500_000 : 50_000);
    await made.stop();
    await peer.stop();
    expect(made.phases).toEqual(["connecting", "live", "stopping", "idle"]);
    const { streams } = await probe(file);
    expect(streams.map((s) => s.codec_name).sort()).toEqual(["aac", "h264"]);
    if (keyLength !== 256) return;
    const video = (await packets(file)).filter((p) => p.kind === "video").map((p) => p.dts);
    video.slice(1).forEach((t, i) => expect(t - (video[i] ?? 0)).toBeLessThan(0.036));
    const offsets = await avOffsets(file);
    expect(offsets.length).toBeGreaterThanOrEqual(1);
    offsets.forEach((ms) => expect(Math.abs(ms)).toBeLessThan(15));
  });

  it("listens, waits for a receiver, delivers, and waits again when it has gone", async () => {
    const port = await freeUdpPort();
    const made = output({ mode: "listener", host: "", port, keyLength: 128 }, { passphrase: PASSPHRASE });
    made.start();
    await reaches(made, "waiting");
    expect(made.status()).toMatchObject({ problem: null, queueMs: 0, deliveredBytes: 0 });
    const first = await receiver({ mode: "caller", port, file: join(folder, "first.ts"), passphrase: PASSPHRASE });
    await reaches(made, "live");
    await first.receives(280_000);
    await first.stop();
    await reaches(made, "waiting");
    expect(made.status().problem).toMatchObject({ code: "connection-lost" });
    await until("the port to be taken again", async () => !(await udpPortIsFree(port)));
    await nextKeyframe();
    const second = await receiver({ mode: "caller", port, file: join(folder, "second.ts"), passphrase: PASSPHRASE });
    await reaches(made, "live");
    expect(made.status().problem).toBeNull();
    await second.receives(50_000);
    // it begins with a keyframe of now, not with what was there when the waiting began
    const [start = 0] = (await packets(join(folder, "second.ts"))).map((p) => p.pts);
    const [earlier = 0] = (await packets(join(folder, "first.ts"))).map((p) => p.pts);
    expect(start).toBeGreaterThan(earlier);
    await second.stop();
  });

  it("says that a wrong passphrase was refused, on either side", async () => {
    const port = await freeUdpPort();
    const peer = await receiver({ mode: "listener", port, file: join(folder, "wrong.ts"), passphrase: "something else" });
    const caller = output({ mode: "caller", port, keyLength: 128 }, { passphrase: PASSPHRASE });
    caller.start();
    await reaches(caller, "reconnecting");
    expect(caller.status()).toMatchObject({ attempt: 1, problem: { code: "passphrase-refused", subject: "Receiver" } });
    await peer.stop();

    const own = await freeUdpPort();
    const listener = output({ mode: "listener", port: own, keyLength: 128 }, { passphrase: PASSPHRASE });
    listener.start();
    await reaches(listener, "waiting");
    const stranger = await receiver({ mode: "caller", port: own, file: join(folder, "stranger.ts"), passphrase: "something else" });
    await until("the complaint", () => listener.status().problem?.code === "passphrase-refused");
    expect(listener.status().phase).toBe("waiting");
    await stranger.kill();
  });

  it("says that nobody answers, and that a port is in use", async () => {
    const nobody = output({ mode: "caller", port: await freeUdpPort() });
    nobody.start();
    const port = await freeUdpPort();
    const holder = createSocket("udp4").bind(port, "127.0.0.1");
    await once(holder, "listening");
    const second = output({ mode: "listener", port });
    second.start();
    await reaches(second, "reconnecting");
    expect(second.status().problem).toMatchObject({ code: "port-in-use" });
    holder.close();
    second.retry();
    await reaches(second, "waiting");
    const began = performance.now();
    await second.stop();
    expect(performance.now() - began).toBeLessThan(5000);
    await reaches(nobody, "reconnecting");
    expect(nobody.status().problem).toMatchObject({ code: "unreachable" });
  });

  it("sees a receiver that vanished without a word, and that there is one again", async () => {
    const port = await freeUdpPort();
    const peer = await receiver({ mode: "listener", port, file: join(folder, "vanished.ts") });
    const made = output({ mode: "caller", port });
    made.start();
    await peer.receives();
    await peer.kill();
    await reaches(made, "reconnecting");
    expect(made.status().problem).toMatchObject({ code: "connection-lost" });
    expect(made.status().srt).toBeUndefined();
    const next = await receiver({ mode: "listener", port, file: join(folder, "next.ts") });
    await reaches(made, "live");
    await next.receives(50_000);
    await until("a round trip", () => made.status().srt?.roundTrip);
    await next.stop();
  });
});
