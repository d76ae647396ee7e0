import { beforeEach, expect, it, vi } from "vitest";
import type { HotkeyAction } from "../contract/hotkey";
import { actOnHotkey } from "./hotkey-action";

const broadcast = {
  onAir: false,
  recording: false,
  recordingPaused: false,
  startStream: vi.fn(() => Promise.resolve<{ code: "no-output" } | null>(null)),
  stopStream: vi.fn(() => Promise.resolve(null)),
  startRecording: vi.fn(() => Promise.resolve(null)),
  stopRecording: vi.fn(() => Promise.resolve(null)),
  pauseRecording: vi.fn(() => Promise.resolve(null)),
  splitRecording: vi.fn(() => Promise.resolve(null)),
  markChapter: vi.fn(() => Promise.resolve(null)),
  saveReplay: vi.fn(() => Promise.resolve<{ code: "replay-empty" } | null>(null)),
};
const desk = { broadcast, command: vi.fn(), confirmed: vi.fn(() => Promise.resolve(true)), tell: vi.fn() };
const press = (action: HotkeyAction) => actOnHotkey(action, desk);
beforeEach(() => {
  vi.clearAllMocks();
  Object.assign(broadcast, { onAir: false, recording: false, recordingPaused: false });
});

it("hands what is the window's to the window", async () => {
  for (const action of [{ do: "scene", scene: "a" }, { do: "transition" }, { do: "mute", channel: "m" }] as const) {
    await press(action);
    expect(desk.command).toHaveBeenLastCalledWith(action);
  }
});

it("starts a stream at once, and ends it only after the person said so", async () => {
  broadcast.startStream.mockResolvedValueOnce({ code: "no-output" });
  await press({ do: "stream" });
  expect(desk.tell).toHaveBeenCalledWith({ code: "no-output" });
  broadcast.onAir = true;
  desk.confirmed.mockResolvedValueOnce(false);
  await press({ do: "stream" });
  expect(broadcast.stopStream).not.toHaveBeenCalled();
  await press({ do: "stream" });
  expect(broadcast.stopStream).toHaveBeenCalledOnce();
});

it("starts and stops recording", async () => {
  await press({ do: "record" });
  expect(broadcast.startRecording).toHaveBeenCalledOnce();
  broadcast.recording = true;
  await press({ do: "record" });
  expect(broadcast.stopRecording).toHaveBeenCalledOnce();
});

it("pauses, resumes, splits and marks a recording while there is one", async () => {
  await press({ do: "pause-recording" });
  await press({ do: "split-recording" });
  await press({ do: "mark-chapter" });
  expect(broadcast.markChapter).not.toHaveBeenCalled();
  expect(broadcast.pauseRecording).not.toHaveBeenCalled();
  expect(broadcast.splitRecording).not.toHaveBeenCalled();
  broadcast.recording = true;
  await press({ do: "pause-recording" });
  expect(broadcast.pauseRecording).toHaveBeenLastCalledWith(true);
  broadcast.recordingPaused = true;
  await press({ do: "pause-recording" });
  expect(broadcast.pauseRecording).toHaveBeenLastCalledWith(false);
  await press({ do: "split-recording" });
  expect(broadcast.splitRecording).toHaveBeenCalledOnce();
  await press({ do: "mark-chapter" });
  expect(broadcast.markChapter).toHaveBeenCalledOnce();
});

it("saves a replay, and says why there is none", async () => {
  await press({ do: "replay" });
  expect(broadcast.saveReplay).toHaveBeenCalledOnce();
  expect(desk.tell).not.toHaveBeenCalled();
  broadcast.saveReplay.mockResolvedValueOnce({ code: "replay-empty" });
  await press({ do: "replay" });
  expect(desk.tell).toHaveBeenCalledWith({ code: "replay-empty" });
});
