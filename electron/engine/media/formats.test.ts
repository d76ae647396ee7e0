import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MediaWindow, type SeenFrame } from "./media-window.fixture";
import { flashAndBeep, sampleFile } from "./sample-file.fixture";

let folder: string;
const open: MediaWindow[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tallylight-formats-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((window) => window.media.close()));
});

function play(order: ConstructorParameters<typeof MediaWindow>[0]): MediaWindow {
  const window = new MediaWindow(order);
  open.push(window);
  return window;
}

/** Y, U, V and alpha in the middle of a frame. */
function middleOf({ width, height, alpha, planes }: SeenFrame): number[] {
  const [half, luma] = [Math.ceil(width / 2), width * height];
  const chroma = half * Math.ceil(height / 2);
  const at = (height >> 1) * width + (width >> 1);
  const chromaAt = (height >> 2) * half + (width >> 2);
  const values = [planes[at], planes[luma + chromaAt], planes[luma + chroma + chromaAt]];
  if (alpha) values.push(planes[luma + 2 * chroma + at]);
  expect(planes).toHaveLength(luma * (alpha ? 2 : 1) + 2 * chroma);
  return values.map((value) => value ?? -1);
}

/** R'G'B' (0…255) and alpha as contract/media.ts says them (ITU-R BT.709-6, 3.5). */
function bt709([r, g, b]: readonly [number, number, number], alpha: number | null): number[] {
  const a = alpha === null ? 1 : alpha / 255;
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const yuv = [16 + (a * 219 * y) / 255, 128 + (a * 112 * (b - y)) / (0.9278 * 255), 128 + (a * 112 * (r - y)) / (0.7874 * 255)];
  return alpha === null ? yuv : [...yuv, alpha];
}

function expectColour(frame: SeenFrame | undefined, wanted: readonly number[], tolerance: number): void {
  expect(frame).toBeDefined();
  if (frame === undefined) return;
  const found = middleOf(frame);
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => expect(Math.abs(value - (wanted[i] ?? 0)), `${String(found)} for ${String(wanted)}`).toBeLessThanOrEqual(tolerance));
}

const peak = (window: MediaWindow): number => Math.max(0, ...window.blocks.flatMap(({ pcm }) => [...pcm]));

describe("what can be played", () => {
  it.each([
    ["h264-aac.mp4", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac"],
    ["hevc-ac3.mkv", "-c:v libx265 -preset ultrafast -x265-params log-level=none -c:a ac3"],
    ["vp8-vorbis.webm", "-c:v libvpx -deadline realtime -c:a libvorbis"],
    ["mpeg2.ts", "-c:v mpeg2video -c:a mp2"],
    ["mjpeg.avi", "-c:v mjpeg -pix_fmt yuvj420p -c:a pcm_s16le"],
  ])("%s with picture and sound", async (name, options) => {
    const file = await sampleFile(folder, name, `${flashAndBeep(1)} ${options}`);
    const window = play({ file });
    await window.until(() => window.ended.length > 0);
    expect(window.opened).toEqual({ width: 320, height: 180 });
    expect(window.frames.length).toBeGreaterThan(20);
    expect(window.frames.every(({ alpha }) => !alpha)).toBe(true);
    expect(peak(window)).toBeGreaterThan(0.4);
    expect(window.report?.duration).toBeGreaterThan(950);
    expect(window.report?.duration).toBeLessThan(1150);
  });

  it.each(["tone.mp3", "tone.wav", "tone.flac", "tone.opus"])("%s: sound alone, one channel as loud on both sides", async (name) => {
    const file = await sampleFile(folder, name, "-f lavfi -i sine=frequency=1000:duration=1,volume=4 -ac 1");
    const window = play({ file });
    await window.until(() => window.report?.ended === true);
    expect(window.opened).toEqual({ width: 0, height: 0 });
    expect(window.frames).toEqual([]);
    const pcm = window.blocks.flatMap((block) => [...block.pcm]);
    expect(pcm.length / 2 / 48_000).toBeGreaterThan(0.98);
    expect(pcm.length / 2 / 48_000).toBeLessThan(1.1);
    expect(20 * Math.log10(peak(window) / 0.5)).toBeCloseTo(0, 0);
    expect(pcm.filter((_, i) => i % 2 === 0)).toEqual(pcm.filter((_, i) => i % 2 === 1));
  });

  it.each([
    ["animation.gif", "", 200],
    ["still.png", "-frames:v 1", 0],
  ])("%s: pictures alone", async (name, options, duration) => {
    const file = await sampleFile(folder, name, `-f lavfi -i testsrc2=s=160x90:r=10:d=0.2 ${options}`.trim());
    const window = play({ file });
    await window.until(() => window.report?.ended === true);
    expect(window.opened).toEqual({ width: 160, height: 90 });
    expect(window.frames.length).toBeGreaterThan(0);
    expect(window.report?.position).toBeGreaterThanOrEqual(duration);
    expect(window.blocks).toEqual([]);
  });

  const half: [string, string][] = [
    ["vp9.webm", "-c:v libvpx-vp9 -pix_fmt yuva420p -lossless 1"],
    ["vp8.webm", "-c:v libvpx -pix_fmt yuva420p -auto-alt-ref 0 -b:v 4M"],
    ["prores.mov", "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le"],
    ["qtrle.mov", "-c:v qtrle -pix_fmt argb"],
    ["png.mov", "-c:v png -pix_fmt rgba"],
  ];
  it.each(half)("%s with alpha, premultiplied around black", async (name, options) => {
    // ffmpeg's encoder of ProRes does not say the matrix, so that of small pictures is meant.
    const matrix = name === "prores.mov" ? "bt601" : "bt709";
    const colour = `color=0xe04020:s=96x64:r=25:d=0.4,format=rgba,colorchannelmixer=aa=0.5,scale=out_color_matrix=${matrix}:out_range=tv`;
    // Without it, ffmpeg would convert after the filters, by another matrix.
    const format = /yuva\w+/.exec(options)?.[0] ?? "rgba";
    const file = await sampleFile(folder, `half-${name}`, `-f lavfi -i ${colour},format=${format} ${options} -colorspace bt709 -color_range tv`);
    const window = play({ file, paused: true });
    await window.until(() => window.frames.length > 0);
    expectColour(window.frames[0], bt709([0xe0, 0x40, 0x20], 128), 3);
  });

  it.each([
    ["BT.601, full range", "smpte170m", "pc", "bt601:out_range=full"],
    ["BT.601, limited range", "smpte170m", "tv", "bt601:out_range=tv"],
    ["BT.709, full range", "bt709", "pc", "bt709:out_range=full"],
    ["BT.709, limited range", "bt709", "tv", "bt709:out_range=tv"],
    ["BT.2020, limited range", "bt2020nc", "tv", "bt2020:out_range=tv"],
  ])("colours of %s, also where both sizes are odd", async (name, matrix, range, out) => {
    const colour = `color=0x20b060:s=96x64:r=25:d=0.4,format=gbrp,scale=95:63:out_color_matrix=${out},format=yuv420p`;
    const file = await sampleFile(folder, `${name.replaceAll(/\W/g, "")}.mkv`, `-f lavfi -i ${colour} -c:v ffv1 -colorspace ${matrix} -color_range ${range}`);
    const window = play({ file, paused: true });
    await window.until(() => window.frames.length > 0);
    expect(window.opened).toEqual({ width: 95, height: 63 });
    expectColour(window.frames[0], bt709([0x20, 0xb0, 0x60], null), 2);
  });

  it("no larger and no faster than ordered, its shape kept, its pixels made square", async () => {
    const clip = "testsrc2=s=640x480:r=50:d=0.5,setsar=4/3";
    const file = await sampleFile(folder, "wide.mkv", `-f lavfi -i ${clip} -c:v ffv1`);
    const window = play({ file, width: 320, height: 180, fps: 25 });
    await window.until(() => window.ended.length > 0);
    expect(window.opened).toEqual({ width: 853, height: 480 });
    expect(window.frames[0]).toMatchObject({ width: 320, height: 180 });
    const steps = window.frames.slice(1).map(({ position }, i) => position - (window.frames[i]?.position ?? 0));
    expect(Math.min(...steps)).toBeGreaterThan(39);
  });

  it.each([
    ["a thousand frames a second", "testsrc2=s=64x64:r=1000:d=0.5", "-c:v mpeg4 -q:v 4"],
    ["a rate that varies", "testsrc2=s=64x64:r=60:d=0.5,select=not(mod(n\\,5))+not(mod(n\\,3))", "-fps_mode vfr -c:v ffv1"],
  ])("%s, at the ordered rate", async (name, clip, options) => {
    const file = await sampleFile(folder, `${name.replaceAll(" ", "")}.mkv`, `-f lavfi -i ${clip} ${options}`);
    const window = play({ file });
    await window.until(() => window.ended.length > 0);
    expect(window.frames.length).toBeGreaterThan(8);
    expect(window.frames.length).toBeLessThanOrEqual(16);
    for (const { position } of window.frames) expect((position * 30) / 1000).toBeCloseTo(Math.round((position * 30) / 1000), 3);
  });

  it("picture and sound that begin at different times and end at different times", async () => {
    const late = "-f lavfi -i testsrc2=s=64x64:r=25:d=1 -itsoffset 0.5 -f lavfi -i sine=frequency=1000:duration=2,volume=4";
    const file = await sampleFile(folder, "late.mkv", `${late} -c:v ffv1 -c:a pcm_s16le`);
    const window = play({ file });
    await window.until(() => window.report?.ended === true);
    expect(window.frames.at(-1)?.position).toBeCloseTo(960, 0);
    const pcm = window.blocks.flatMap((block) => [...block.pcm]);
    const first = pcm.findIndex((sample) => Math.abs(sample) > 0.1) / 2 / 48_000;
    expect(first).toBeGreaterThan(0.48);
    expect(first).toBeLessThan(0.52);
    expect(window.report?.position).toBeGreaterThan(2400);
  });

  it("an address, its sound and picture", async () => {
    const file = await sampleFile(folder, "served.mp4", `${flashAndBeep(1)} -c:v libx264 -preset ultrafast -c:a aac`);
    const server = createServer((_request, response) => {
      void stat(file).then(({ size }) => {
        response.writeHead(200, { "content-type": "video/mp4", "content-length": size });
        createReadStream(file).pipe(response);
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const window = play({ file: `http://127.0.0.1:${(server.address() as AddressInfo).port}/served.mp4` });
      await window.until(() => window.ended.length > 0);
      expect(window.frames.length).toBeGreaterThan(20);
      expect(peak(window)).toBeGreaterThan(0.4);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe("what cannot be played", () => {
  it.each([
    ["a file that is not there", () => join(folder, "gone.mp4"), "file-missing"],
    ["a path that is none", () => "gone.mp4", "file-missing"],
    ["a folder", () => folder, "media-unreadable"],
    ["a file that is no media", () => join(folder, "text.mp4"), "media-unreadable"],
    ["a playlist that leads elsewhere", () => join(folder, "list.m3u8"), "media-unreadable"],
    ["an address with a password", () => "https://me:secret@example.org/a.mp4", "media-credentials"],
    ["an address with a passphrase", () => "srt://127.0.0.1:9?passphrase=secretsecret", "media-credentials"],
    ["an address of another kind", () => "concat://a|b", "media-address"],
  ])("%s is told in words, and no other source is touched", async (_name, file, code) => {
    await mkdir(join(folder, "folder"), { recursive: true });
    await writeFile(join(folder, "text.mp4"), "hello");
    await writeFile(join(folder, "list.m3u8"), "#EXTM3U\n#EXTINF:1\nhttp://127.0.0.1:1/a.ts\n#EXT-X-ENDLIST\n");
    const window = play({ file: file() });
    await window.until(() => window.report?.problem !== null && window.report?.problem !== undefined);
    expect(window.report).toMatchObject({ phase: "failed", problem: { code } });
    expect(JSON.stringify(window.reports)).not.toContain("secret");
  });

  it("a server that is not there is tried again", async () => {
    const window = play({ file: "http://127.0.0.1:1/a.mp4" });
    await window.until(() => window.report?.phase === "lost");
    expect(window.report?.problem).toMatchObject({ code: "connection-refused", subject: "127.0.0.1:1" });
  });

  it("a missing ffmpeg is told", async () => {
    const file = await sampleFile(folder, "any.wav", "-f lavfi -i sine=d=0.1");
    const window = new MediaWindow({ file }, join(folder, "no-ffmpeg"));
    open.push(window);
    await window.until(() => window.report?.problem?.code === "ffmpeg-missing");
  });
});
