import { expect, it } from "vitest";
import { ackPacket, dataPacket, nakPacket } from "./packets.fixture";
import { SendWindow } from "./send-window";
import { SrtStatistics } from "./statistics";

const SIZE = 1316;

/** Of a way to a receiver, each time in ms. */
interface Way {
  readonly latency?: number;
  /** There, and back. */
  readonly delay: number;
  /** Share of packets lost there, 0…1. */
  readonly loss?: number;
  /** Bytes per ms that it carries at a time; all when not given. */
  readonly carries?: (now: number) => number;
  /** Bytes that wait for their turn; what is more is lost. */
  readonly buffer?: number;
  /** Until the next acknowledgement. */
  readonly busy?: (acknowledgement: number) => number;
}

interface Outcome {
  /** The longest that something waited with us, in ms of media. */
  readonly waited: number;
  /** The most bytes that waited in the network. */
  readonly queued: number;
  /** Packets that came again too late, and so never. */
  readonly damaged: number;
  /** Bytes that came per ms. */
  readonly rate: number;
  readonly size: number;
}

/**
 * `rate` bytes per ms are made and sent by a window's leave, over a way, to a receiver that acknowledges every 10 ms up
 * to the first packet it misses, and asks for those at once and again.
 */
function sending(rate: number, milliseconds: number, { latency = 200, delay, loss = 0, carries = () => 10_000, buffer = Number.POSITIVE_INFINITY, busy = () => 10 }: Way): Outcome {
  const window = new SendWindow(latency);
  const statistics = new SrtStatistics();
  const due = new Map<number, (() => void)[]>();
  const at = (time: number, what: () => void): void => {
    const those = due.get(time);
    if (those === undefined) due.set(time, [what]);
    else those.push(what);
  };
  let seed = 1;
  const chance = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const sentAt: number[] = [];
  const queue: number[] = [];
  const got = new Set<number>();
  const packet = dataPacket(0);
  const again = dataPacket(0, SIZE, true);
  let [now, sent, first, highest, acks, nextAck, damaged, carried, waited, queued] = [0, 0, 0, -1, 0, 0, 0, 0, 0, 0];

  const hear = (words: Buffer): void => at(now + delay, () => statistics.incoming(words, now) && window.heard(statistics, now));
  const send = (sequence: number, data: Buffer): void => {
    data.writeUInt32BE(sequence, 0);
    statistics.outgoing(data, now);
    if (chance() < loss || (queue.length + 1) * SIZE > buffer) return;
    queue.push(sequence);
    queued = Math.max(queued, queue.length * SIZE);
  };
  const come = (sequence: number): void => {
    for (let missed = highest + 1; missed < sequence; missed += 1) ask(missed);
    highest = Math.max(highest, sequence);
    got.add(sequence);
  };
  const ask = (sequence: number): void => {
    if (sequence < first || got.has(sequence)) return;
    hear(nakPacket(sequence));
    at(now + delay, () => send(sequence, again));
    at(now + 3 * delay + 20, () => ask(sequence));
  };
  for (; now < milliseconds; now += 1) {
    for (const what of due.get(now) ?? []) what();
    due.delete(now);
    carried = Math.min(carried + carries(now), Math.max(SIZE, carries(now)));
    for (; queue.length > 0 && carried >= SIZE; carried -= SIZE) {
      const sequence = queue.shift() ?? 0;
      at(now + delay, () => come(sequence));
    }
    const late = now - latency - delay;
    for (; got.has(first) || (first < highest && late > (sentAt[first] ?? now)); first += 1) if (!got.delete(first)) damaged += 1;
    if (now >= nextAck) {
      if (first > 0) hear(ackPacket(first));
      nextAck = now + busy((acks += 1));
    }
    const made = Math.floor((rate * now) / SIZE);
    for (; sent < made && window.room > 0; sent += 1) {
      sentAt[sent] = now;
      window.handed((sent + 1) * SIZE);
      send(sent, packet);
    }
    waited = Math.max(waited, ((made - sent) * SIZE) / rate);
  }
  return { waited, queued, damaged, rate: (first * SIZE) / milliseconds, size: window.size };
}

it("lets out all that is made where the way carries it, and keeps as much on it as a round trip and the latency allow", () => {
  expect(new SendWindow(120).room).toBe(64_000);
  for (const delay of [10, 50]) {
    const { waited, queued, size } = sending(750, 10_000, { delay });
    expect(waited).toBeLessThan(50);
    expect(queued).toBeLessThan(15_000);
    // an acknowledgement is up to 10 ms late
    expect(size).toBeGreaterThanOrEqual(750 * (2 * delay + 60) - 100);
    expect(size).toBeLessThan(750 * (2 * delay + 75));
  }
});

it("stays open while lost packets come again", () => {
  for (const rate of [300, 750]) {
    for (const loss of [0.02, 0.05]) {
      for (const delay of [10, 50]) {
        const { waited, rate: came } = sending(rate, 10_000, { delay, loss });
        expect(waited).toBeLessThan(300);
        expect(came).toBeGreaterThan(0.97 * rate);
      }
    }
  }
});

it("closes where a queue stands in the network, also where packets are lost at random", () => {
  for (const loss of [0, 0.02, 0.05]) {
    const narrow = { delay: 10, latency: 400, loss, carries: (now: number) => (now < 5000 ? 2000 : 375) };
    const { queued, damaged, rate, size } = sending(750, 10_000, { ...narrow, buffer: 64_000 });
    expect(queued).toBeLessThan(60_000);
    expect(damaged).toBe(0);
    expect(size).toBeLessThan(375 * (20 + 75));
    expect(rate).toBeGreaterThan(0.85 * ((750 + 375) / 2));
  }
});

it("takes a machine that was busy for no queue", () => {
  // acknowledgements that are late now and then, every other one, and three in four
  expect(sending(750, 10_000, { delay: 1, busy: (i) => (i % 20 === 19 ? 150 : 10) }).waited).toBeLessThan(200);
  expect(sending(750, 10_000, { delay: 1, busy: (i) => (i % 2 === 1 ? 100 : 10) }).waited).toBeLessThan(200);
  expect(sending(750, 10_000, { delay: 1, busy: (i) => (i % 4 === 3 ? 10 : 90) }).rate).toBeGreaterThan(0.9 * 750);
});

it("takes the shortest way of the last seconds: what is longer is its own queue, until it stays", () => {
  const window = new SendWindow(120);
  const after = (seconds: number, rate: number, way: number): number => {
    for (let i = 0; i < seconds * 100; i += 1) {
      now += 10;
      reached += rate * 10;
      window.handed(reached + rate * way);
      window.heard({ reached, missing: 0, missed: 0, wayOfNewest: way }, now);
    }
    return window.size;
  };
  let [now, reached] = [0, 0];
  expect(after(3, 1000, 40)).toBe(1000 * (40 + 60));
  // a slower network is believed after a while, a faster one at once
  expect(after(5, 300, 40)).toBe(300 * (40 + 60));
  expect(after(1, 2000, 40)).toBe(2000 * (40 + 60));
  expect(after(4, 1000, 100)).toBe(1000 * (40 + 60));
  expect(after(25, 1000, 200)).toBe(1000 * (200 + 60));
  expect(after(25, 0.01, 1)).toBe(16_000);
});
