/** Both sides of a piece of sound, of the same length. */
export type Stereo = readonly [left: Float32Array, right: Float32Array];

/** Silence of `frames` sample frames. */
export function stereo(frames: number): Stereo {
  return [new Float32Array(frames), new Float32Array(frames)];
}
