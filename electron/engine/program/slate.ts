import { execFile } from "node:child_process";
import image from "../../../assets/slate.png?inline";
import { i420Size, type VideoFormat } from "../../contract/video";

/** Ground of the slate image. */
const GROUND = "0x14171c";

/** BT.709 limited range of the slate's ground: a near-black blue-grey. */
const [GROUND_Y, GROUND_U, GROUND_V] = [28, 132, 126];

/** A plain dark picture. */
export function plainSlate({ width, height }: VideoFormat): Uint8Array {
  const picture = new Uint8Array(i420Size(width, height));
  const luma = width * height;
  picture.fill(GROUND_Y, 0, luma);
  picture.fill(GROUND_U, luma, luma + luma / 4);
  picture.fill(GROUND_V, luma + luma / 4);
  return picture;
}

/**
 * The slate image, centred on the dark ground, as an I420 picture of the format. Falls back to the plain ground when
 * ffmpeg cannot make it: a slate is the last thing that may fail.
 */
export function drawSlate(ffmpeg: string, format: VideoFormat): Promise<Uint8Array> {
  const { width, height } = format;
  const args = [
    ...["-loglevel", "error", "-f", "image2pipe", "-c:v", "png", "-i", "pipe:0", "-vf"],
    `scale=${width}:${height}:force_original_aspect_ratio=decrease:out_color_matrix=bt709:out_range=tv,` +
      `pad=${width}:${height}:-1:-1:color=${GROUND},format=yuv420p`,
    ...["-frames:v", "1", "-f", "rawvideo", "pipe:1"],
  ];
  return new Promise((resolve) => {
    const child = execFile(ffmpeg, args, { encoding: "buffer", maxBuffer: 64e6, timeout: 5000 }, (error, output) => {
      resolve(error === null && output.length === i420Size(width, height) ? output : plainSlate(format));
    });
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(Buffer.from(image.slice(image.indexOf(",") + 1), "base64"));
  });
}
