import { SAMPLE_RATE } from "../../contract/video";

/** Sample frames of one AAC frame (ISO/IEC 14496-3). */
export const SOUND_FRAME = 1024;

/**
 * AAC frames that both encoders make of the same sound where one takes over. An AAC frame overlaps the next by half, so
 * what is heard of the new one's first comes out right only when it knew the sound before; one more for its own ramp-up.
 */
const SHARED_FRAMES = 2;

/** Where an encoder's stretch of the program begins, in pictures and sample frames of the program. */
export interface Start {
  readonly picture: number;
  /** A multiple of SOUND_FRAME, so that the AAC frames of all encoders lie on one grid. */
  readonly sound: number;
}

/** The sample frame at which the sound of a picture begins. */
export function sampleOf(picture: number, fps: number): number {
  return Math.round((picture * SAMPLE_RATE) / fps);
}

/** The start of an encoder whose first picture is this one: its sound begins up to one AAC frame later. */
export function startAt(picture: number, fps: number): Start {
  return { picture, sound: Math.ceil(sampleOf(picture, fps) / SOUND_FRAME) * SOUND_FRAME };
}

/** The sample frame from which the sound of the encoder that starts here is taken, and no more of the one before. */
export function soundTakenFrom(start: Start): number {
  return start.sound + SHARED_FRAMES * SOUND_FRAME;
}

/** The sample frame up to which the encoder before needs sound: its last frame that is taken reaches over by one. */
export function soundNeededTo(start: Start): number {
  return soundTakenFrom(start) + SOUND_FRAME;
}
