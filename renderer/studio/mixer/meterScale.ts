/** The quietest level a meter shows, in dBFS. */
const METER_FLOOR = -60;

/** Where the colours change, in dBFS. */
export const METER_MID = -20;
export const METER_HIGH = -9;

/** From this peak on, in dBFS, samples are cut off on their way to viewers; and how long the light says so, in ms. */
export const CLIPPED = -0.05;
export const CLIP_HOLD = 3000;

/** How long a peak stands before it falls, in ms, and how fast it falls, in dB a second. */
const HOLD = 1500;
const FALL = 20;

/** Where a level stands on a meter of `length` pixels: 0 at the floor, `length` at full scale. */
export function meterPosition(db: number, length: number): number {
  const part = (db - METER_FLOOR) / -METER_FLOOR;
  return Math.round(Math.min(1, Math.max(0, part)) * length);
}

export interface PeakHold {
  readonly db: number;
  /** When it was reached, in ms of performance.now. */
  readonly at: number;
}

/** The held peak as it stands now: a louder one replaces it, else it stands and then falls. */
export function heldPeak(held: PeakHold, db: number, now: number): PeakHold {
  return db >= fallen(held, now) ? { db, at: now } : held;
}

/** The level of a held peak now, in dBFS. */
export function fallen({ db, at }: PeakHold, now: number): number {
  return db - (Math.max(0, now - at - HOLD) / 1000) * FALL;
}
