import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../contract/settings";
import { checkEncoding, chooseEncoder } from "./settings-check";

const { video, encoder } = defaultSettings;
const ffmpeg = { path: "ffmpeg", version: "6.1", srt: true, rtmps: true, encoders: ["x264" as const, "vaapi" as const] };

describe("checkEncoding", () => {
  it("lets possible settings pass, from small to 4K at 60", () => {
    expect(checkEncoding(video, encoder)).toBeNull();
    expect(checkEncoding({ width: 3840, height: 2160, fps: 60 }, { ...encoder, videoBitrate: 40_000 })).toBeNull();
    expect(checkEncoding({ width: 640, height: 360, fps: 15 }, { ...encoder, videoBitrate: 300 })).toBeNull();
  });

  it.each([
    [{ ...video, width: 1281 }, encoder, "size-odd"],
    [{ ...video, height: 5000 }, encoder, "size-out-of-range"],
    [{ ...video, fps: 61 }, encoder, "rate-out-of-range"],
    [{ width: 3840, height: 2160, fps: 60 }, { ...encoder, videoBitrate: 500 }, "bitrate-out-of-range"],
    [video, { ...encoder, videoBitrate: 90_000 }, "bitrate-out-of-range"],
  ])("refuses what cannot be (%#)", (format, settings, code) => {
    expect(checkEncoding(format, settings)?.code).toBe(code);
  });
});

describe("chooseEncoder", () => {
  it("takes hardware that works before software", () => {
    expect(chooseEncoder(encoder, ffmpeg)).toBe("vaapi");
    expect(chooseEncoder(encoder, { ...ffmpeg, encoders: ["x264"] })).toBe("x264");
  });

  it("does not take another than the one asked for", () => {
    expect(chooseEncoder({ ...encoder, encoder: "nvenc" }, ffmpeg)).toEqual({ code: "encoder-unavailable", subject: "nvenc" });
    expect(chooseEncoder({ ...encoder, encoder: "x264" }, ffmpeg)).toBe("x264");
  });
});
