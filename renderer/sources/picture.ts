import type { Size } from "../stage/fit";
import type { FrameReader } from "../stage/frame-reader";
import type { Kernels } from "../stage/kernels";
import type { Layer, OwnedLayer } from "../stage/layer";
import type { CompiledKernels } from "../stage/wasm-kernels";

export type { OwnedLayer } from "../stage/layer";

/** How a picture's source delivers: what the engine locks its phase to and counts by (contract/stage.ts). */
export interface Timing {
  /** Ms since the newest source frame arrived. */
  readonly age: number;
  /** Mean interval of the last source frames in ms; 0 while there is no steady rate. */
  readonly interval: number;
  /** Source frames that arrived in all. */
  readonly frames: number;
}

/** Where a picture plays: media time in ms, whether its last frame's time is over, and how often it began. */
export interface Playback {
  readonly position: number;
  readonly ended: boolean;
  readonly run: number;
}

/** What a source looks like, in the stage worker. */
export interface Picture {
  /** Equal numbers mean equal pixels; `at` is Unix time in ms of the moment that is shown. */
  version(at: number): number;
  /** Asked after `render`: equal numbers mean that the new version turned out to look the same. */
  revision?(): number;
  /** How large it wants to be seen, in px; 0 by 0 while it has nothing to show. */
  size(): Size;
  /**
   * Its pixels at `at`, of any resolution but of `size`'s shape. Valid until the next call, which comes only when the version changed.
   * Never called while one is under way, nor while there is nothing to show.
   */
  render(at: number): Layer | Promise<Layer>;
  /** At `at`, or when it was asked last; where frames are shown as they come, now. */
  timing(at?: number): Timing;
  /** Of a picture that plays from a beginning to an end, at `at`. */
  playback?(at: number): Playback;
  /** What its feed posted, in order. */
  fed?(message: unknown): void;
  /** Gives all memory back and closes every frame. May come while a render is under way. */
  close(): void;
}

/** A picture drawn by the stage itself has no rhythm of its own. */
export const untimed: Timing = { age: 0, interval: 0, frames: 0 };

/** What the stage lends to the pictures and filters of sources. */
export interface PictureTools {
  /** The size in px that sources which have none of their own take. */
  readonly canvas: () => Size;
  readonly kernels: Kernels;
  /** All that the compiled kernels export, for rooms that have kernels of their own. */
  readonly compiled: CompiledKernels;
  /** All of the kernels' memory; it never moves. Up to 64 bytes after each plane of a layer may be read. */
  readonly memory: Uint8Array<ArrayBuffer>;
  /** Room for a picture, its content undefined. Throws RangeError when the stage's memory is full. */
  readonly allocate: (width: number, height: number, alpha: boolean) => OwnedLayer;
  /** Room for anything else. */
  readonly allocateBytes: (bytes: number) => { readonly offset: number; free(): void };
  /** Pixels of four bytes, full-range RGB and alpha (ImageData), as a layer; straight unless `premultiplied`. Frees nothing. */
  readonly fromRgba: (pixels: Uint8Array | Uint8ClampedArray, size: Size, premultiplied: boolean) => OwnedLayer;
  /** A frame of any format as a layer, alpha kept; the frame stays open. Rejects when its samples cannot be had. */
  readonly fromFrame: (frame: VideoFrame) => Promise<OwnedLayer>;
  /** For who has many frames to read, into the same layers again and again. */
  readonly frameReader: () => FrameReader;
  /** Another scene of the collection as a picture with alpha, canvas-sized; null when there is none, or when it would contain itself. */
  readonly scene: (id: string) => Picture | null;
  /** To the source's feed in the window. */
  readonly say: (message: unknown) => void;
}
