import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decoderArguments, playedPicture } from "./arguments";
import { Decoder, type DecoderEnd } from "./decoder";
import { mediaInput } from "./input";
import { probeMedia } from "./probe";
import { sampleFile } from "./sample-file.fixture";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tallylight-decoder-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A decoder of a file; `read` resolves when it was read to its end. */
async function open(file: string) {
  const input = mediaInput(file);
  if ("code" in input) throw new Error(input.code);
  const header = await probeMedia("ffmpeg", input, new AbortController().signal);
  if ("code" in header) throw new Error(header.code);
  const played = header.picture === null ? null : playedPicture(header.picture, { width: 640, height: 360, fps: 30 });
  let more: () => void = () => undefined;
  let ended: (end: DecoderEnd) => void = () => undefined;
  const read = new Promise<DecoderEnd>((resolve) => (ended = resolve));
  const decoder = new Decoder("ffmpeg", decoderArguments(input, header, played, 0), played, header.sound !== null, {
    more: () => more(),
    ended: (end) => ended(end),
  });
  return {
    decoder,
    read,
    onMore: (listener: () => void) => {
      more = listener;
    },
    async until(condition: () => boolean): Promise<void> {
      while (!condition()) await new Promise<void>((resolve) => (more = resolve));
    },
  };
}

describe("a decoder", () => {
  it("reads no further than is needed soon, and goes on when that was taken", async () => {
    const file = await sampleFile(folder, "long.mkv", "-f lavfi -i testsrc2=s=640x360:r=30:d=8 -f lavfi -i sine=d=8 -c:v mpeg4 -c:a pcm_s16le");
    const waiting = await open(file);
    await waiting.until(() => (waiting.decoder.frames?.length ?? 0) >= 12 && (waiting.decoder.sound?.length ?? 0) >= 19_200);
    // As long as it takes another to read all of it, this one stands still.
    const other = await open(file);
    const drain = ({ decoder }: typeof other): void => {
      while ((decoder.frames?.length ?? 0) > 0) decoder.frames?.shift();
      decoder.sound?.take(decoder.sound.total, 0, new Float32Array(), 0);
      decoder.balance();
    };
    other.onMore(() => drain(other));
    expect((await other.read).signal).toBeNull();
    expect(other.decoder.frames?.total).toBe(240);
    expect(waiting.decoder.over).toBe(false);
    expect(waiting.decoder.frames?.length).toBeLessThan(20);
    expect(waiting.decoder.sound?.length).toBeLessThan(48_000);
    waiting.onMore(() => drain(waiting));
    drain(waiting);
    await waiting.read;
    expect(waiting.decoder.frames?.total).toBe(240);
    expect(waiting.decoder.sound?.total).toBe(8 * 48_000);
  });

  it("waits for no stream that has a gap", async () => {
    const inputs = "-f lavfi -i testsrc2=s=64x64:r=30:d=6 -f lavfi -i sine=d=1 -c:v mpeg4 -c:a pcm_s16le";
    const { decoder, until } = await open(await sampleFile(folder, "gap.mkv", inputs));
    decoder.sound?.take(decoder.sound.total, 0, new Float32Array(), 0);
    await until(() => {
      decoder.sound?.take(decoder.sound.total, 0, new Float32Array(), 0);
      return (decoder.frames?.length ?? 0) >= 45;
    });
    decoder.balance();
    expect(decoder.missing).toBe(decoder.sound);
    expect(decoder.frames?.length).toBeLessThan(80);
    await decoder.close();
  });

  it("is gone when it was closed, also while it waits", async () => {
    const { decoder, until } = await open(join(folder, "long.mkv"));
    await until(() => (decoder.frames?.length ?? 0) >= 12);
    const { pid } = decoder;
    await decoder.close();
    expect(() => process.kill(pid ?? -1, 0)).toThrow();
  });
});
