import { describe, expect, it } from "vitest";
import { BLOCK_FRAMES } from "../../contract/mixer";
import { SAMPLE_RATE } from "../../contract/video";
import { SoundPace } from "./sound-pace";

/** Unix time in ms at which the simulation begins. */
const START = 1_700_000_000_000;
const HOURS = 4;

interface Outcome {
  /** How far at most, in ms, a picture's sound was made from when it was wanted. */
  readonly drift: number;
  /** Largest change of speed, and the largest step from one picture's speed to the next. */
  readonly speed: number;
  readonly change: number;
  readonly jumps: number;
  readonly missing: number;
  readonly lost: number;
  /** Sample frames that were waiting, at least and at most. */
  readonly waiting: readonly [number, number];
}

/**
 * Hours of a mixer whose clock runs at `rate` and a program at `fps`. Blocks come 0 to 30 ms late, and the times they say are
 * read from a clock that is up to 1.5 ms off.
 */
function run(rate: number, fps: number): Outcome {
  const pace = new SoundPace(2 * SAMPLE_RATE);
  const lag = 1 + Math.ceil((50 * fps) / 1000);
  const frames = SAMPLE_RATE / fps;
  const made = (sample: number): number => (sample * 1000) / (SAMPLE_RATE * rate);
  let [block, drift, speed, change, jumps, missing, lost, before] = [0, 0, 0, 0, 0, 0, 0, 1];
  const waiting: [number, number] = [Number.POSITIVE_INFINITY, 0];
  for (let picture = lag; picture < HOURS * 3600 * fps; picture += 1) {
    const now = (picture * 1000) / fps;
    for (; made((block + 1) * BLOCK_FRAMES) + ((block * 7919) % 31) <= now; block += 1) {
      const misread = 1.2 * Math.sin(block / 300) + 0.3 * Math.sin(block * 1.7);
      lost += pace.push(BLOCK_FRAMES, START + made(block * BLOCK_FRAMES) + misread);
    }
    const at = ((picture - lag) * 1000) / fps;
    const taking = pace.take(frames, START + at);
    if (taking === null) continue;
    const { from, step, jumped, there } = taking;
    if (jumped) jumps += 1;
    if (!there) missing += 1;
    drift = Math.max(drift, Math.abs(made(from) - at));
    speed = Math.max(speed, Math.abs(step - 1));
    change = Math.max(change, Math.abs(step - before));
    before = step;
    waiting[0] = Math.min(waiting[0], pace.ahead);
    waiting[1] = Math.max(waiting[1], pace.ahead);
  }
  return { drift, speed, change, jumps, missing, lost, waiting };
}

describe("SoundPace", () => {
  it.each([
    [1.0002, 30],
    [0.9998, 30],
    [1.0002, 60],
    [0.9998, 24],
  ])("keeps a clock of rate %d in step with %d pictures a second for four hours, and loses nothing", (rate, fps) => {
    const { drift, speed, change, jumps, missing, lost, waiting } = run(rate, fps);
    expect({ jumps, missing, lost }).toEqual({ jumps: 0, missing: 0, lost: 0 });
    expect(drift).toBeLessThan(6);
    // A thousandth is a fiftieth of a semitone.
    expect(speed).toBeLessThan(0.001);
    expect(change).toBeLessThan(0.0005);
    expect(waiting[1] - waiting[0]).toBeLessThan(0.1 * SAMPLE_RATE);
  });

  it.each([
    ["back", -3_600_000],
    ["on", 3_600_000],
  ])("goes on with the newest sound when the clock is set %s by an hour, and takes no hour for lost", (_, hour) => {
    const pace = new SoundPace(2 * SAMPLE_RATE);
    const second = SAMPLE_RATE / BLOCK_FRAMES;
    const at = (block: number): number => START + (block * BLOCK_FRAMES * 1000) / SAMPLE_RATE + (block >= second ? hour : 0);
    let lost = 0;
    for (let block = 0; block < 2 * second; block += 1) lost += pace.push(BLOCK_FRAMES, at(block));
    expect(lost).toBeLessThanOrEqual(hour > 0 ? 2 * SAMPLE_RATE : 0);
    const taking = pace.take(BLOCK_FRAMES, at(2 * second - 3));
    expect(taking).toMatchObject({ from: pace.written - 3 * BLOCK_FRAMES, there: true });
  });
});
