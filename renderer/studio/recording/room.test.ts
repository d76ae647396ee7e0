import { expect, test } from "vitest";
import { newChannel } from "../../../electron/contract/channel";
import { defaultSettings } from "../../../electron/contract/settings";
import { recordedBitrate, roomFor } from "./room";

test("room is what is free above the reserve, at what is set", () => {
  expect(roomFor(500e6 + 3600 * 125_000 * 9, 9000)).toBe(3600);
  expect(roomFor(400e6, 9000)).toBe(0);
});

test("every channel that has a track takes the sound's bitrate once more", () => {
  const channels = ["a", "b"].map((id) => newChannel(id, id, { kind: "desktop" }));
  const encoder = { ...defaultSettings.encoder, videoBitrate: 2500, audioBitrate: 160 };
  const { recording } = defaultSettings;
  expect(recordedBitrate({ encoder, recording: { ...recording, tracks: "program" } }, { channels })).toBe(2660);
  expect(recordedBitrate({ encoder, recording: { ...recording, tracks: "channels" } }, { channels })).toBe(2980);
});
