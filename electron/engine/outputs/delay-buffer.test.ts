import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StreamBus } from "../bus/stream-bus";
import { type StreamFormat, TICKS, type Unit } from "../bus/unit";
import { DelayBuffer } from "./delay-buffer";

const FPS = 10;
const GOP = 20;
const DELAY = 10_000;
const format: StreamFormat = { tables: Buffer.alloc(2 * 188), videoCodec: "", audioCodec: "", width: 16, height: 16, fps: FPS };

let bus: StreamBus;
let buffer: DelayBuffer;
let came = 0;
const forgotten: number[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  came = 0;
  forgotten.length = 0;
  bus = new StreamBus();
  bus.setFormat(format);
  buffer = new DelayBuffer({ bus, delay: DELAY, resume: 0, onForgotten: (before) => forgotten.push(number(before)) });
});
afterEach(() => {
  buffer.close();
  vi.useRealTimers();
});

const number = (dts: number): number => (dts * FPS) / TICKS;

/** So many seconds pass, with a picture of 188 bytes every 100 ms. */
function pass(seconds: number): void {
  for (let i = 0; i < seconds * FPS; i += 1) {
    const dts = (came * TICKS) / FPS;
    bus.push({ kind: "video", track: 0, keyframe: came % GOP === 0, pts: dts, dts, disposable: false, takenAt: 0, packets: Buffer.alloc(188) });
    came += 1;
    vi.advanceTimersByTime(1000 / FPS);
  }
}

interface Taker {
  readonly pictures: number[];
  leave: () => void;
  over: boolean;
}

/** A connection that confirms what it is given at once. */
function connect(): Taker {
  const taker: Taker = { pictures: [], leave: () => undefined, over: false };
  const unit = ({ dts }: Unit): void => {
    taker.pictures.push(number(dts));
    buffer.delivered(dts);
  };
  taker.leave = buffer.join("last-keyframe", { format: () => undefined, unit, end: () => (taker.over = true) });
  return taker;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe("DelayBuffer", () => {
  it("lets everything out in order, so many ms after it came", () => {
    const { pictures } = connect();
    pass(9.9);
    expect(pictures).toEqual([]);
    pass(5.1);
    expect(pictures).toEqual(range(0, pictures.length));
    expect(pictures.length).toBeGreaterThanOrEqual(5 * FPS);
    expect(pictures.length).toBeLessThanOrEqual(5 * FPS + 1);
    expect(buffer.delay).toBe(DELAY);
  });

  it("goes on after an outage shortly before where it broke off, and loses nothing", () => {
    const first = connect();
    pass(15);
    first.leave();
    const [broke = 0] = first.pictures.slice(-1);
    pass(4);
    const second = connect();
    pass(10);
    // with the group that holds the picture from 2 s before, as what has left may not have arrived
    expect(second.pictures[0]).toBe(broke - 20 - ((broke - 20) % GOP));
    expect(second.pictures).toEqual(range(second.pictures[0] ?? 0, (second.pictures[0] ?? 0) + second.pictures.length));
    expect(forgotten).toEqual([]);
    expect(buffer.delay).toBeGreaterThanOrEqual(DELAY + 4000);
    expect(buffer.delay).toBeLessThanOrEqual(DELAY + 4000 + (2 * GOP * 1000) / FPS + 100);
  });

  it("holds twice the delay at most, and says which pictures are gone", () => {
    connect().leave();
    pass(60);
    expect(buffer.bytes).toBeLessThanOrEqual((2 * DELAY * FPS * 188) / 1000 + GOP * 188);
    const { pictures } = connect();
    pass(1);
    expect(pictures[0]).toBe(forgotten.at(-1));
    expect((pictures[0] ?? 1) % GOP).toBe(0);
  });

  it("holds no more than the delay and the groups that may be on their way while all is well", () => {
    connect();
    pass(60);
    expect(buffer.bytes).toBeLessThanOrEqual(((DELAY / 1000) * FPS + 2 * GOP + 2) * 188);
  });

  it("lets out what it holds when the encode ends, then ends", () => {
    const taker = connect();
    pass(12);
    expect(buffer.endsIn).toBeNull();
    bus.end();
    expect(buffer.endsIn).toBeGreaterThan(DELAY - 200);
    vi.advanceTimersByTime(DELAY - 200);
    expect(taker.over).toBe(false);
    vi.advanceTimersByTime(300);
    expect(taker).toMatchObject({ over: true, pictures: range(0, 12 * FPS) });
    expect(buffer.endsIn).toBe(0);
  });

  describe("without a delay", () => {
    beforeEach(() => {
      buffer.close();
      buffer = new DelayBuffer({ bus, delay: 0, resume: 10_000, onForgotten: (before) => forgotten.push(number(before)) });
    });

    it("lets everything through at once, from the newest keyframe on", () => {
      pass(5);
      const { pictures } = connect();
      expect(pictures).toEqual(range(40, 50));
      pass(1);
      expect(pictures).toEqual(range(40, 60));
      expect(buffer.bytes).toBeLessThanOrEqual(3 * GOP * 188);
    });

    it("goes on after a short outage where it broke off, at once", () => {
      const first = connect();
      pass(5);
      first.leave();
      pass(8);
      expect(connect().pictures).toEqual(range(20, 130));
    });

    it("goes on after a long outage with the newest group", () => {
      const first = connect();
      pass(5);
      first.leave();
      forgotten.length = 0;
      pass(12);
      const { pictures } = connect();
      expect(pictures.length).toBeLessThanOrEqual(GOP * 2);
      expect(forgotten.at(-1)).toBe(pictures[0]);
    });
  });
});
