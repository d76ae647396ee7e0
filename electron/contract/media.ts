import { z } from "zod";
import { Problem } from "./problem";

/**
 * The three ports of a media source (contract/feed.ts), whose file the engine decodes. Media time is what the file's
 * clock shows, in ms; the engine plays it on its own monotonic clock and says of everything when it is due.
 */

/** Control, window → engine. A restart or seek keeps whether it stands, but a restart always plays. */
export const MediaCommand = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["play", "pause", "restart"]) }),
  /** Back to the beginning, and stand there. */
  z.object({ type: z.literal("rewind") }),
  /** `position` in ms from the beginning. */
  z.object({ type: z.literal("seek"), position: z.number().min(0) }),
]);
export type MediaCommand = z.infer<typeof MediaCommand>;

/** Control, engine → window: four times a second and at every transition, as long as the engine lives. */
export const MediaReport = z.object({
  /** starting: nothing decoded yet. lost: tried again by itself. failed: until a play, restart or seek. */
  phase: z.enum(["starting", "ready", "lost", "failed"]),
  problem: Problem.nullable(),
  /** Ms; a duration of 0 is unknown. */
  position: z.number().min(0),
  duration: z.number().min(0),
  paused: z.boolean(),
  /** Played to its end, and not sent elsewhere since. */
  ended: z.boolean(),
});
export type MediaReport = z.infer<typeof MediaReport>;

/**
 * A frame: I420 planes in BT.709 limited range without padding, chroma of half the size rounded up, then, with `alpha`,
 * a plane of it at luma's size and all colours premultiplied around black (renderer/stage/layer.ts).
 */
const FrameShape = {
  width: z.int().min(1).max(3840),
  height: z.int().min(1).max(2160),
  alpha: z.boolean(),
  /** Media time in ms. */
  position: z.number(),
  /** Counts the restarts and seeks; not the rounds of a loop. */
  run: z.int(),
  /** Unix time in ms from which on it is to be seen, as of MediaSound: until the next one is. */
  due: z.number(),
};

/** Of frames of so many bytes, how many may be on the way or wait for their time: see MediaTook. */
export const mediaCredit = (frameBytes: number): number =>
  Math.max(3, Math.min(MEDIA_SLOTS, Math.floor(WAITING_BYTES / Math.max(1, frameBytes))));
const MEDIA_SLOTS = 8;
const WAITING_BYTES = 48e6;

/** So long before they are due frames are sent, as far as there is credit: as late as a busy machine may bring them, in ms. */
export const MEDIA_PICTURE_AHEAD = 250;

/** Picture, engine → stage worker, in the order of their times. A frame is one credit. */
export const MediaPictureMessage = z.discriminatedUnion("type", [
  /**
   * The file is read: its natural size in px, 0 by 0 when it has no picture; bytes of each frame; and whether the engine
   * can lay them on a shelf: see MediaShelf.
   */
  z.object({
    type: z.literal("opened"),
    width: z.int().min(0),
    height: z.int().min(0),
    frameBytes: z.int().min(0),
    shelf: z.boolean(),
  }),
  z.object({ type: z.literal("frame"), ...FrameShape, planes: z.instanceof(ArrayBuffer) }),
  /** A frame that lies in a slot of the shelf, until it was taken. */
  z.object({ type: z.literal("shelved"), ...FrameShape, slot: z.int().min(0).max(MEDIA_SLOTS - 1) }),
  /** When the last frame's time is over. The next frame, of a greater run, is a new beginning. */
  z.object({ type: z.literal("ended"), run: z.int(), due: z.number() }),
  /** Paused: what was sent and is due after Unix time `at` waits until "go", when it is due `by` ms later than it said. */
  z.object({ type: z.literal("stand"), at: z.number() }),
  z.object({ type: z.literal("go"), by: z.number() }),
  /** What was sent and is due after Unix time `at`, or waits, is not to be seen any more. */
  z.object({ type: z.literal("forget"), at: z.number() }),
]);
export type MediaPictureMessage = z.infer<typeof MediaPictureMessage>;

/**
 * One frame is copied and gone, or was left out: in the order in which they came. At most `mediaCredit` frames wait for
 * this word; with "opened" those before it count no more.
 */
const MediaTook = z.object({ type: z.literal("took") });

/**
 * The shelf of a media source, the stage's (contract/stage-shelf.ts) the other way round: a private file of the page that
 * begins with `token`, in which the engine lays frames, on as many slots as there is credit, in turn: slot n at
 * SHELF_HEADER + n·frameBytes.
 */
const MediaShelf = z.object({ type: z.literal("shelf"), token: z.string().regex(/^[0-9a-f]{64}$/) });

/** Picture, stage worker → engine. */
export const MediaPictureReply = z.discriminatedUnion("type", [MediaTook, MediaShelf]);
export type MediaPictureReply = z.infer<typeof MediaPictureReply>;

/**
 * Sound, engine → mixer worklet: 960 sample frames (BLOCK_FRAMES), interleaved stereo float at 48 kHz, posted about
 * MEDIA_SOUND_AHEAD ms before they are due. `first` counts sample frames; what follows without a break counts on, and a
 * jump is a break (pause, seek, restart). `due`: Unix time in ms at which the first one is to be heard, which is when a
 * frame of the same media time is due.
 */
export const MediaSound = z.object({
  type: z.literal("block"),
  first: z.int().min(0),
  due: z.number(),
  pcm: z.instanceof(ArrayBuffer),
});
export type MediaSound = z.infer<typeof MediaSound>;
export const MEDIA_SOUND_AHEAD = 60;
