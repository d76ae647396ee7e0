import { expect, it } from "vitest";
import { SendWindow } from "./send-window";

/** A network that is always full. */
class Network {
  private bytes = 0;
  private now = 0;

  constructor(private readonly window: SendWindow) {}

  /** The window after some seconds at `rate` bytes per ms and a round trip of so many ms. */
  after(seconds: number, rate: number, roundTrip: number): number {
    for (let i = 0; i < seconds * 100; i += 1) {
      this.now += 10;
      this.bytes += rate * 10;
      this.window.handed(this.bytes + rate * roundTrip, this.now);
      this.window.exhausted();
      this.window.acknowledged(this.bytes, this.now);
    }
    return this.window.size;
  }
}

it("allows what the network carries in a round trip and half of the latency", () => {
  const window = new SendWindow(120);
  expect(window.size).toBe(64_000);
  const network = new Network(window);
  expect(network.after(3, 1000, 40)).toBe(1000 * (40 + 60));
  // a slower network is believed after a while, a faster one at once
  expect(network.after(5, 300, 40)).toBe(300 * (40 + 60));
  expect(network.after(1, 2000, 40)).toBe(2000 * (40 + 60));
});

it("takes the shortest round trip of the last seconds: a longer one is its own queue", () => {
  const network = new Network(new SendWindow(120));
  network.after(2, 1000, 40);
  expect(network.after(4, 1000, 100)).toBe(1000 * (40 + 60));
  // but a longer way is one
  expect(network.after(25, 1000, 200)).toBe(1000 * (200 + 60));
});

it("never closes", () => {
  expect(new Network(new SendWindow(20)).after(10, 0.01, 1)).toBe(16_000);
});

/** A way of 1 ms that carries everything, but whose acknowledgements come only every `wait(i)` ms: a busy machine. */
function busyMachine(window: SendWindow, rate: number, milliseconds: number, wait: (i: number) => number): number {
  let [made, handed, acknowledged, next, acks, longest] = [0, 0, 0, 0, 0, 0];
  for (let now = 0; now < milliseconds; now += 1) {
    if (now % 33 === 0) made += rate * 33;
    if (now >= next) {
      acknowledged = handed;
      window.acknowledged(acknowledged, now);
      next = now + wait(acks);
      acks += 1;
    }
    const more = Math.min(made, acknowledged + window.size);
    if (more > handed) window.handed((handed = more), now);
    if (made > handed) window.exhausted();
    longest = Math.max(longest, (made - acknowledged) / rate);
  }
  return longest;
}

it("takes a late acknowledgement for no narrow network: what is made goes on leaving", () => {
  for (const rate of [300, 750]) {
    expect(busyMachine(new SendWindow(200), rate, 30_000, () => 10)).toBeLessThan(100);
    // now and then, and one after the other with a few in time between
    expect(busyMachine(new SendWindow(200), rate, 30_000, (i) => (i % 20 === 19 ? 150 : 10))).toBeLessThan(300);
    expect(busyMachine(new SendWindow(200), rate, 30_000, (i) => (i % 2 === 1 ? 100 : 10))).toBeLessThan(300);
    expect(busyMachine(new SendWindow(200), rate, 30_000, (i) => (i % 4 === 3 ? 10 : 90))).toBeLessThan(300);
  }
});

/** A way of 50 ms there and back that loses packets now and then, each sent again when the receiver has asked for it. */
function lossyWay(window: SendWindow, rate: number, milliseconds: number, loss: number): number {
  const [way, size] = [50, 1316];
  let seed = 1;
  const lost = (): boolean => (seed = (seed * 16807) % 2147483647) / 2147483647 < loss;
  const due: (() => void)[][] = [];
  const at = (time: number, what: () => void): void => void (due[time] ??= []).push(what);
  const got = new Set<number>();
  let [now, first, highest, sent, acknowledged, longest] = [0, 0, -1, 0, 0, 0];
  const send = (packet: number): void => {
    if (lost()) return;
    at(now + way, () => {
      for (let i = highest + 1; i < packet; i += 1) ask(i);
      highest = Math.max(highest, packet);
      got.add(packet);
      while (got.has(first)) first += 1;
    });
  };
  const ask = (packet: number): void => {
    if (got.has(packet)) return;
    at(now + way, () => {
      window.missed(now);
      send(packet);
    });
    at(now + 2 * way + 20, () => ask(packet)); // a receiver repeats it
  };
  for (; now < milliseconds; now += 1) {
    for (const what of due[now] ?? []) what();
    if (now % 10 === 0) {
      const bytes = first * size;
      at(now + way, () => window.acknowledged((acknowledged = bytes), now));
    }
    const made = Math.floor((rate * now) / size);
    while (sent < made && (sent + 1) * size - acknowledged <= window.size) {
      send(sent);
      sent += 1;
      window.handed(sent * size, now);
    }
    if (sent < made) window.exhausted();
    longest = Math.max(longest, ((made - sent) * size) / rate);
  }
  return longest;
}

it("keeps the way full while lost packets are sent again", () => {
  for (const rate of [300, 750]) {
    for (const loss of [0, 0.02, 0.05]) expect(lossyWay(new SendWindow(200), rate, 30_000, loss)).toBeLessThan(200);
  }
});
