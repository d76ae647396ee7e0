import { expect, it } from "vitest";
import { aStatus } from "./status.fixture";
import { happened } from "./status-history";

const texts = (...given: Parameters<typeof happened>): string[] => happened(...given).map(({ level, text }) => `${level} ${text}`);

it("tells what a destination came to, once, with what was lost by then and why", () => {
  const live = aStatus({ phase: "onAir", destinations: [{ name: "Mine", phase: "live", deliveredFrames: 30 }] });
  expect(texts(aStatus({}), live)).toEqual(["info broadcast: onAir", "info destination “Mine”: live; pictures sent 30, lost 0"]);
  expect(texts(live, aStatus({ phase: "onAir", destinations: [{ name: "Mine", phase: "live", deliveredFrames: 60, bitrate: 2500 }] }))).toEqual([]);
  const problem = { code: "connection-lost", subject: "Mine", detail: "Broken pipe" } as const;
  const lost = aStatus({ phase: "failing", destinations: [{ name: "Mine", phase: "reconnecting", attempt: 1, retryAt: 300, problem, deliveredFrames: 90, droppedFrames: 2 }] });
  expect(texts(live, lost)).toEqual([
    "info broadcast: failing",
    "warn destination “Mine”: reconnecting, attempts failed 1, connection-lost; pictures sent 90, lost 2; Mine: Broken pipe",
  ]);
  expect(texts(lost, { ...lost, at: 1000 })).toEqual([]);
});

it("tells of every file of a recording, of pauses, and of the bitrate", () => {
  const first = aStatus({ recordings: [{ file: "/v/a.mkv" }] });
  expect(texts(first, aStatus({ recordings: [{ file: "/v/a (2).mkv", paused: true }] }))).toEqual(["info recording: recording, paused, /v/a (2).mkv"]);
  const lower = { ...first, encoder: { ...first.encoder, dynamic: { target: 1350, steps: [3000, 1350], limitedBy: { name: "Mine", delivered: 1400.4 } } } };
  expect(texts(first, lower)).toEqual(["info video bitrate: 1350 kb/s; “Mine” gets 1400 kb/s"]);
});

it("begins with how everything is", () => {
  expect(texts(null, aStatus({}))).toEqual(["info broadcast: off", "info encoder: off", "info picture: the window's", "info replay: idle"]);
});
