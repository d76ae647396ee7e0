import { expect, it } from "vitest";
import { defaultSettings as saved } from "../contract/settings";
import type { Overrides } from "./launch-options";
import { overlaid, taken } from "./run-settings";

const overrides: Overrides = {
  size: { width: 640, height: 360 },
  fps: 60,
  videoBitrate: 900,
  encoder: "x264",
  minimizeToTray: true,
  replaySeconds: 90,
};

it("lays the command line over the saved settings", () => {
  expect(overlaid(saved, {})).toEqual(saved);
  expect(overlaid(saved, overrides)).toEqual({
    ...saved,
    video: { width: 640, height: 360, fps: 60 },
    encoder: { ...saved.encoder, videoBitrate: 900, encoder: "x264" },
    minimizeToTray: true,
    replay: { on: true, seconds: 90 },
  });
});

it("never saves what only the command line set", () => {
  const next = { ...overlaid(saved, overrides), studioMode: true };
  expect(taken(next, saved, overrides)).toEqual({ saved: { ...saved, studioMode: true }, overrides });
});

it("saves a field the person changed, and only that one", () => {
  const now = overlaid(saved, overrides);
  const next = { ...now, video: { ...now.video, fps: 50 }, minimizeToTray: false, replay: { on: true, seconds: 30 } };
  const after = taken(next, saved, overrides);
  expect(after.saved).toEqual({ ...saved, video: { ...saved.video, fps: 50 }, minimizeToTray: false, replay: { on: true, seconds: 30 } });
  expect(after.overrides).toEqual({ size: overrides.size, videoBitrate: 900, encoder: "x264" });
  expect(overlaid(after.saved, after.overrides)).toEqual(next);
});
