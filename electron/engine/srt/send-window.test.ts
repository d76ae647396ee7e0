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
