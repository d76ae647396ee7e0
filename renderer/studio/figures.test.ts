import { expect, test } from "vitest";
import { bitrate, bytes, clock, decibels, secondsLeft, shortClock, timeLeft } from "./figures";

test("times", () => {
  expect([clock(0), clock(-5), clock(59_999), clock(3_723_000), clock(360_000_000)]).toEqual(
    ["00:00:00", "00:00:00", "00:00:59", "01:02:03", "100:00:00"],
  );
  expect([shortClock(751_000), shortClock(3_600_000)]).toEqual(["12:31", "01:00:00"]);
  expect([secondsLeft(3000, 0), secondsLeft(2001, 0), secondsLeft(0, 500)]).toEqual(["3 s", "3 s", "0 s"]);
});

test("amounts", () => {
  expect([bytes(0), bytes(48_300), bytes(52e6), bytes(2.1e9), bytes(213.4e9), bytes(1.5e12)]).toEqual(
    ["0 kB", "48 kB", "52 MB", "2.1 GB", "213 GB", "1.50 TB"],
  );
  expect([bitrate(640), bitrate(2984)]).toEqual(["640 kb/s", "2.98 Mb/s"]);
  expect([timeLeft(1000), timeLeft(90_000), timeLeft(900_000)]).toEqual(["16 min left", "25 h left", "10 days left"]);
});

test("decibels carry their sign, and the fader's floor is silence", () => {
  expect([decibels(-60), decibels(-6), decibels(0), decibels(6)]).toEqual(["−∞ dB", "−6.0 dB", "0.0 dB", "+6.0 dB"]);
});
