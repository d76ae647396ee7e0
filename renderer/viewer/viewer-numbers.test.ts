import { describe, expect, it } from "vitest";
import { figures } from "./figures";
import { Delay, FrameRate, NO_NUMBERS, ReceivedRate } from "./viewer-numbers";

describe("FrameRate", () => {
  it("counts pictures per second of media, however unevenly it is looked at", () => {
    const rate = new FrameRate();
    for (const frame of [0, 8, 15, 24, 30, 53, 61, 90, 120]) rate.add(frame / 30, frame);
    expect(rate.fps).toBeCloseTo(30, 6);
  });

  it("sees lost pictures", () => {
    const rate = new FrameRate();
    for (let n = 0; n <= 12; n += 1) rate.add(n / 4, Math.round(n * 6.25));
    expect(rate.fps).toBeCloseTo(25, 6);
  });

  it("says nothing for less than a second and after a jump", () => {
    const rate = new FrameRate();
    rate.add(10, 300);
    rate.add(10.5, 315);
    expect(rate.fps).toBeNull();
    rate.add(11.5, 345);
    expect(rate.fps).toBeCloseTo(30, 6);
    rate.add(3, 350);
    expect(rate.fps).toBeNull();
    rate.add(4.5, 395);
    expect(rate.fps).toBeCloseTo(30, 6);
    rate.add(60, 400);
    expect(rate.fps).toBeNull();
    rate.add(62, 3);
    expect(rate.fps).toBeNull();
  });

  it("follows a change within its span and ignores looks at the same picture", () => {
    const rate = new FrameRate();
    for (let n = 0; n <= 40; n += 1) rate.add(n / 4, n * 15);
    for (let n = 1; n <= 20; n += 1) {
      rate.add(10 + n / 4, 600 + n * 5);
      rate.add(10 + n / 4, 600 + n * 5);
    }
    expect(rate.fps).toBeCloseTo(20, 6);
  });
});

describe("ReceivedRate", () => {
  it("is bytes over media time of the last whole keyframe intervals", () => {
    const rate = new ReceivedRate();
    for (let n = 0; n < 60; n += 1) rate.add(n % 6 === 0 ? 350_000 : 80_000, 1 / 3);
    expect(rate.bitrate).toBeCloseTo(3000, 6);
    rate.add(350_000, 1 / 3);
    expect(rate.bitrate).toBeCloseTo(3000, 6);
  });

  it("says nothing before it has a second", () => {
    const rate = new ReceivedRate();
    rate.add(100_000, 0.3);
    rate.add(1, 0);
    expect(rate.bitrate).toBeNull();
  });
});

describe("Delay", () => {
  it("is the median of the last second", () => {
    const delay = new Delay();
    expect(delay.seconds).toBeNull();
    for (const [at, seconds] of [[0, 9], [1000, 1.4], [1250, 1.5], [1500, 7], [1750, 1.6]] as const) delay.add(at, seconds);
    expect(delay.seconds).toBe(1.6);
    delay.add(4000, 2);
    expect(delay.seconds).toBe(2);
  });
});

describe("figures", () => {
  it("has a unit everywhere and a dash for what is not known", () => {
    const numbers = { behind: 1.449, width: 1280, height: 720, fps: 29.998, bitrate: 2984, codecs: ["avc1.64001f", "mp4a.40.2"] };
    expect(figures(numbers)).toEqual({
      behind: "1.4 s",
      picture: "1280×720",
      fps: "30.0 fps",
      bitrate: "2.98 Mb/s",
      codecs: "avc1.64001f + mp4a.40.2",
    });
    expect(figures({ ...numbers, bitrate: 640.2 }).bitrate).toBe("640 kb/s");
    expect(new Set(Object.values(figures(NO_NUMBERS)))).toEqual(new Set(["–"]));
  });
});
