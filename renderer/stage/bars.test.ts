import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { BARS, type Picture, pictureAt, type Rgb } from "../../e2e/peers/picture";
import { findFfmpeg } from "../../native-bin/find";
import { createTestPattern } from "../sources/test/pattern";
import { contextOf, pixelsOf, sceneOf, StillSource } from "./composition.fixture";
import { newPlanes } from "./planes";
import { SceneView } from "./scene-view";

/** Between two flashes. */
const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const PROGRAM = { width: 1280, height: 720 };

/** CIE 1976 L*a*b* of 8-bit sRGB under D65. */
function labOf(rgb: Rgb): number[] {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const f = (t: number): number => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE76: the plain distance in L*a*b*, never less than what CIEDE2000 makes of saturated colours. */
function deltaE(a: Rgb, b: Rgb): number {
  const [from, to] = [labOf(a), labOf(b)];
  return Math.hypot(...from.map((value, i) => value - (to[i] ?? 0)));
}

/** Encodes the picture ten times as the program is encoded, and gives it back decoded. */
async function encoded(frame: Buffer, file: string): Promise<Picture> {
  const ffmpeg = spawn(findFfmpeg(), [
    ...["-v", "error", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", `${PROGRAM.width}x${PROGRAM.height}`, "-r", "30"],
    ...["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-i", "pipe:0"],
    ...["-c:v", "libx264", "-preset", "veryfast", "-b:v", "3M", "-maxrate", "3M", "-bufsize", "3M"],
    ...["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-y", file],
  ]);
  for (let i = 0; i < 10; i++) ffmpeg.stdin.write(frame);
  ffmpeg.stdin.end();
  const code = await new Promise((resolve) => ffmpeg.on("close", resolve));
  expect(code).toBe(0);
  return pictureAt(file, 0.2, PROGRAM.width, PROGRAM.height);
}

it.each([
  ["as they are", 1280, 720],
  ["scaled down", 1920, 1080],
  ["scaled up", 640, 360],
])("SMPTE bars, %s, are seen within ΔE 2 after encoding and decoding", async (_, width, height) => {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-bars-"));
  try {
    const planes = newPlanes(width, height);
    createTestPattern(width, height).draw(planes, AT);
    const context = await contextOf("wasm");
    const source = new StillSource(context, width, height, (x, y) => {
      const chroma = (y >> 1) * (width / 2) + (x >> 1);
      return [planes.y[y * width + x] ?? 0, planes.u[chroma] ?? 0, planes.v[chroma] ?? 0];
    });
    const view = new SceneView(context, PROGRAM, false);
    const full = { source: "bars", transform: { sizing: { mode: "stretch", ...PROGRAM } } } as const;
    view.set(sceneOf("bars", full), PROGRAM, () => source);
    await view.refresh(AT);
    const picture = await encoded(pixelsOf(context.bytes, view.layer), join(folder, "bars.mp4"));
    BARS.forEach((bar, i) => {
      const seen = picture.colour((i + 0.5) / BARS.length, 0.3);
      expect(deltaE(seen, bar), `${bar.join()} seen as ${seen.map(Math.round).join()}`).toBeLessThan(2);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
