import { ProblemError } from "../../../electron/contract/problem";
import type { Size } from "../../stage/fit";
import type { Rect } from "../../stage/planes";
import type { OwnedLayer, PictureTools } from "../picture";

/** What images may be called, for choosing them. */
export const IMAGE_EXTENSIONS = ["png", "jpg", "jpeg", "webp", "gif", "avif"] as const;

/** Browsers give frames that ask for less than 11 ms as long as this, in ms; files rely on it. */
const HASTY = 11;
const UNHURRIED = 100;

/** Where an image is drawn, and on how large a ground. */
interface Laid {
  readonly ground: Size;
  readonly at: Rect;
}

/** An open image: one frame, or several that follow each other. */
export interface DecodedImage {
  /** In its own pixels. */
  readonly size: Size;
  readonly frames: number;
  /** How often an animation is played; Infinity for ever. */
  readonly plays: number;
  /** A frame, and how long it is shown, in ms. In order from the first is fastest. */
  read(index: number, lay: (size: Size) => Laid): Promise<{ pixels: ImageData; duration: number }>;
  close(): void;
}

/** Opens a PNG, JPEG, WebP, GIF or AVIF. Rejects with a ProblemError, `name` in it, when it is none or damaged. */
export async function openImage(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<DecodedImage> {
  const unreadable = (thrown?: unknown): ProblemError =>
    new ProblemError({ code: "image-unreadable", subject: name, ...(thrown instanceof Error ? { detail: thrown.message } : {}) });
  const type = imageType(bytes);
  if (type === null || !(await ImageDecoder.isTypeSupported(type))) throw unreadable();
  const decoder = new ImageDecoder({ data: bytes, type, preferAnimation: true });
  try {
    await decoder.completed;
    await decoder.tracks.ready;
    const track = decoder.tracks.selectedTrack;
    if (track === null || track.frameCount === 0) throw unreadable();
    const first = await decoder.decode();
    const size = { width: first.image.displayWidth, height: first.image.displayHeight };
    first.image.close();
    return {
      size,
      frames: track.frameCount,
      plays: track.repetitionCount + 1,
      async read(frameIndex, lay) {
        const { image } = await decoder.decode({ frameIndex }).catch((thrown: unknown) => Promise.reject(unreadable(thrown)));
        try {
          const duration = (image.duration ?? 0) / 1000;
          return { pixels: drawn(image, lay(size)), duration: duration < HASTY ? UNHURRIED : duration };
        } finally {
          image.close();
        }
      },
      close: () => decoder.close(),
    };
  } catch (thrown) {
    decoder.close();
    throw thrown instanceof ProblemError ? thrown : unreadable(thrown);
  }
}

/** Through a canvas: it knows every pixel format, orientation and colour profile there is. */
function drawn(image: VideoFrame, { ground, at }: Laid): ImageData {
  const context = new OffscreenCanvas(ground.width, ground.height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("There is no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, at.x, at.y, at.width, at.height);
  return context.getImageData(0, 0, ground.width, ground.height);
}

/** As a layer; alpha is given up where all of it is opaque. */
export function layerOf({ data, width, height }: ImageData, tools: PictureTools): OwnedLayer {
  const layer = tools.fromRgba(data, { width, height }, false);
  return isOpaque(data) ? { ...layer, a: null } : layer;
}

function isOpaque(pixels: Uint8ClampedArray): boolean {
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 255) return false;
  return true;
}

/** `size`, or smaller in the same shape to be within twice the canvas: more is never seen. */
export function withinReason(size: Size, canvas: Size): Size {
  const factor = Math.min(1, (2 * canvas.width) / size.width, (2 * canvas.height) / size.height);
  return { width: Math.max(1, Math.round(size.width * factor)), height: Math.max(1, Math.round(size.height * factor)) };
}

/** By the first bytes of a file: names lie. */
function imageType(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes.subarray(0, 16));
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (text.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (text.startsWith("GIF8")) return "image/gif";
  if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return "image/webp";
  if (/^ftypavi[fs]/.test(text.slice(4))) return "image/avif";
  return null;
}
