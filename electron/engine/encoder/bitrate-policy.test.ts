import { describe, expect, it } from "vitest";
import { bitrateSteps } from "../../contract/bitrate";
import { defaultSettings } from "../../contract/settings";
import { type BitrateState, fullBitrate, nextBitrate } from "./bitrate-policy";

const settings = { ...defaultSettings.encoder, videoBitrate: 2500, bitrateFloor: 600 };
const sound = settings.audioBitrate;
const rules = { steps: bitrateSteps(settings, defaultSettings.video), sound };

/** A destination: what its network carries at a second, in kb/s. */
type Network = (second: number) => number;

interface Second {
  readonly video: number;
  readonly state: BitrateState;
  /** By destination, in ms. */
  readonly queues: readonly number[];
  /** Whether one had to leave pictures out. */
  readonly dropping: boolean;
}

/** A queue of media as it was encoded, and a network that empties it; above 900 ms pictures are left out. */
class Queue {
  private waiting: { kbit: number; ms: number }[] = [];

  /** A second of media comes in, then the network takes what it can: kbit. */
  second(encoded: number, carried: number): { delivered: number; dropped: boolean } {
    this.waiting.push({ kbit: encoded, ms: 1000 });
    let delivered = 0;
    for (let first = this.waiting[0]; first !== undefined && delivered < carried; first = this.waiting[0]) {
      const part = Math.min(1, (carried - delivered) / first.kbit);
      delivered += first.kbit * part;
      this.waiting[0] = { kbit: first.kbit * (1 - part), ms: first.ms * (1 - part) };
      if (part === 1) this.waiting.shift();
    }
    const dropped = this.ms > 900 && carried > 0;
    for (let last = this.waiting.at(-1); dropped && last !== undefined && this.ms > 900; last = this.waiting.at(-1)) {
      this.waiting.pop();
      const ms = 900 - this.ms;
      if (ms > 0) this.waiting.push({ kbit: (last.kbit * ms) / last.ms, ms });
    }
    return { delivered, dropped };
  }

  get ms(): number {
    return this.waiting.reduce((sum, { ms }) => sum + ms, 0);
  }
}

/** Seconds of a broadcast; what comes out of the encoder is what was asked for a second before. */
function broadcast(seconds: number, ...networks: Network[]): Second[] {
  let state = fullBitrate;
  let asked = rules.steps[0] ?? 0;
  const queues = networks.map(() => new Queue());
  return Array.from({ length: seconds }, (_, second) => {
    const encoded = asked + sound;
    asked = rules.steps[state.step] ?? 0;
    const carried = queues.map((queue, i) => queue.second(encoded, networks[i]?.(second) ?? 0));
    const samples = carried.map(({ delivered }, i) => ({ id: `${i}`, queueMs: 120 + (queues[i]?.ms ?? 0), delivered }));
    state = nextBitrate(state, samples, rules);
    return {
      video: rules.steps[state.step] ?? 0,
      state,
      queues: samples.map(({ queueMs }) => queueMs),
      dropping: carried.some(({ dropped }) => dropped),
    };
  });
}

const changes = (run: readonly Second[]): number[] => run.flatMap(({ video }, at) => (at > 0 && video !== run[at - 1]?.video ? [at] : []));

describe("the steps", () => {
  it("go down by a quarter from what was set to the floor, and are one alone where nothing can change", () => {
    expect(rules.steps).toEqual([2500, 2000, 1500, 1125, 825, 600]);
    expect(bitrateSteps({ ...settings, dynamicBitrate: false }, defaultSettings.video)).toEqual([2500]);
    expect(bitrateSteps({ ...settings, bitrateFloor: 4000 }, defaultSettings.video)).toEqual([2500]);
    expect(bitrateSteps({ ...settings, videoBitrate: 9000, bitrateFloor: 100 }, { width: 3840, height: 2160, fps: 60 }).at(-1)).toBe(1991);
  });
});

describe("nextBitrate", () => {
  it("falls within seconds to what is delivered, and stays while that is so", () => {
    const run = broadcast(30, (second) => (second < 5 ? 1e5 : 1200));
    expect(run.slice(0, 5).every(({ video }) => video === 2500)).toBe(true);
    expect(run[5]).toMatchObject({ video: 825, state: { limitedBy: { id: "0", delivered: 1200 } } });
    expect(run.slice(5, 17).every(({ video }) => video === 825)).toBe(true);
    // what was encoded before the fall is still to be carried
    expect(run.slice(9).filter(({ dropping }) => dropping)).toEqual([]);
    expect(run[15]?.queues[0]).toBeLessThan(250);
  });

  it("climbs back a step at a time, each after some clean seconds, when the network is well again", () => {
    const run = broadcast(90, (second) => (second < 20 ? 1200 : 1e5));
    const climbs = changes(run).filter((at) => at >= 20);
    expect(run.at(-1)).toMatchObject({ video: 2500, state: { limitedBy: null } });
    for (const at of climbs) expect(rules.steps.indexOf(run[at]?.video ?? 0)).toBe(rules.steps.indexOf(run[at - 1]?.video ?? 0) - 1);
    for (const [i, at] of climbs.entries()) if (i > 0) expect(at - (climbs[i - 1] ?? 0)).toBeGreaterThanOrEqual(6);
    expect((climbs.at(-1) ?? 0) - 20).toBeLessThan(60);
  });

  it("tries ever more seldom what failed", () => {
    const run = broadcast(1200, () => 1200);
    const climbs = changes(run).filter((at) => (run[at]?.video ?? 0) > (run[at - 1]?.video ?? 0));
    expect(climbs.length).toBeGreaterThan(3);
    expect(climbs.length).toBeLessThan(17);
    expect(run.filter(({ dropping }) => dropping).length).toBeLessThan(40);
    expect(run.slice(10).every(({ video }) => video >= 825 && video <= 1125)).toBe(true);
  });

  it("never goes below the floor, whatever is delivered", () => {
    const run = broadcast(60, () => 100);
    expect(run.at(-1)?.video).toBe(600);
  });

  it("lets the slowest that delivers govern, and none that hangs or flaps", () => {
    expect(broadcast(30, () => 1e5, () => 2000, () => 1200).at(-1)?.video).toBe(825);
    const hanging = broadcast(60, () => 1e5, (second) => (second < 5 ? 1e5 : 0));
    expect(changes(hanging)).toEqual([]);
    const flapping = broadcast(60, () => 1e5, (second) => (second % 3 === 0 ? 500 : 0));
    expect(changes(flapping)).toEqual([]);
  });

  it("climbs while another hangs", () => {
    const run = broadcast(90, (second) => (second < 20 ? 1200 : 1e5), (second) => (second < 10 ? 1e5 : 0));
    expect(run.at(-1)?.video).toBe(2500);
  });

  it("leaves alone what is only uneven, and what catches up after a standstill", () => {
    expect(changes(broadcast(120, (second) => [3500, 2200, 3000, 2500][second % 4] ?? 0))).toEqual([]);
    expect(changes(broadcast(60, (second) => (second > 10 && second < 15 ? 0 : 6000)))).toEqual([]);
  });

  it("keeps what it has while nobody is live", () => {
    const [low] = broadcast(10, () => 1200).slice(-1);
    if (low === undefined) throw new Error("no run");
    let { state } = low;
    for (let i = 0; i < 60; i += 1) state = nextBitrate(state, [], rules);
    expect(state.step).toBe(low.state.step);
  });
});
