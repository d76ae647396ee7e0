import { z } from "zod";
import { MAX_CHANNELS } from "./channel";

/**
 * The mixer port, AudioWorklet → engine. One block is 960 sample frames (20 ms at 48 kHz), interleaved stereo
 * float, −1…1; sent without being asked for, in order, `first` counting sample frames since the worklet started.
 */
export const BLOCK_FRAMES = 960;

/** Channels that can be recorded alone at the same time: all that a mixer has. */
export const MAX_TRACKS = MAX_CHANNELS;

/** A channel of the mixer whose sound is also recorded alone. Names come from the mixer, for players to show. */
export const SoundTrack = z.object({ id: z.string(), name: z.string() });
export type SoundTrack = z.infer<typeof SoundTrack>;

export const MixerBlock = z.object({
  type: z.literal("block"),
  /** Index of the first sample frame of this block. */
  first: z.int(),
  /** Unix time in ms at which that was made. */
  at: z.number(),
  /**
   * Ms that all its sound has been held back, so that a channel can be heard earlier than it came: it belongs to pictures
   * that much older than `at`.
   */
  late: z.number().min(0),
  /**
   * Channels whose part of the program follows the program's own stereo pair in every sample frame of `pcm`, a pair each,
   * in this order; absent for none. One that is not here is silent.
   */
  tracks: z.array(z.string()).max(MAX_TRACKS).optional(),
  pcm: z.instanceof(ArrayBuffer),
});
export type MixerBlock = z.infer<typeof MixerBlock>;

/** Levels of one channel or of the program, dBFS, −120 for silence; sent to the window about 60 times a second. */
export const Level = z.object({ peak: z.number(), rms: z.number() });
export type Level = z.infer<typeof Level>;

/** Loudness of the program in LUFS after EBU R 128, −120 for silence: of 400 ms, of 3 s, and since it was reset. */
export const Loudness = z.object({ momentary: z.number(), shortTerm: z.number(), integrated: z.number() });
export type Loudness = z.infer<typeof Loudness>;
