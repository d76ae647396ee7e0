import { describe, expect, it } from "vitest";
import { parseHeader } from "./header";

/** As ffmpeg 5.1 wrote them. */
const MP4 = `Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'a.mp4':
  Duration: 00:00:03.04, start: 0.000000, bitrate: 1997 kb/s
  Stream #0:0[0x1](und): Video: h264 (Constrained Baseline) (avc1 / 0x31637661), yuv420p(tv, bt709, progressive), 1280x720 [SAR 1:1 DAR 16:9], 1916 kb/s, 29.97 fps, 29.97 tbr, 30k tbn (default)
    Metadata:
      handler_name    : VideoHandler
    Side data:
      displaymatrix: rotation of -90.00 degrees
  Stream #0:1[0x2](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, mono, fltp, 69 kb/s (default)
At least one output file must be specified`;

const WEBM = `Input #0, matroska,webm, from 'va.webm':
  Duration: 00:01:02.01, start: -0.007000, bitrate: 502 kb/s
  Stream #0:0: Audio: opus, 48000 Hz, stereo, fltp
  Stream #0:1: Video: vp9 (Profile 0), yuv420p(tv, progressive), 320x180, SAR 4:3 DAR 64:27, 1k tbr, 1k tbn
    Metadata:
      alpha_mode      : 1`;

const MP3 = `Input #0, mp3, from 's.mp3':
  Duration: 00:00:02.04, start: 0.025057, bitrate: 64 kb/s
  Stream #0:0: Audio: mp3, 44100 Hz, stereo, fltp, 64 kb/s
  Stream #0:1: Video: mjpeg (Baseline), yuvj420p(pc, bt470bg/unknown/unknown), 500x500 [SAR 1:1 DAR 1:1], 90k tbr, 90k tbn (attached pic)`;

const line = (said: string): string => `Input #0, x, from 'x':\n  Duration: N/A, bitrate: N/A\n  Stream #0:0: Video: ${said}`;

describe("parseHeader", () => {
  it("reads size as it is seen, rate, matrix, range and streams", () => {
    expect(parseHeader(MP4)).toEqual({
      duration: 3040,
      picture: {
        stream: 0,
        codec: "h264",
        width: 720,
        height: 1280,
        rate: { numerator: 30_000, denominator: 1001 },
        alpha: false,
        matrix: "bt709",
        fullRange: false,
      },
      sound: { stream: 1, mono: true },
    });
  });

  it("finds the alpha of VP9, square pixels, and no rate where there is none", () => {
    expect(parseHeader(WEBM)).toMatchObject({
      duration: 62_010,
      picture: { stream: 1, codec: "vp9", width: 427, height: 180, rate: null, alpha: true, matrix: "bt601" },
      sound: { stream: 0, mono: false },
    });
  });

  it("takes a cover for no picture", () => {
    expect(parseHeader(MP3)).toMatchObject({ picture: null, sound: { stream: 0 } });
  });

  it.each([
    ["prores (4444) (ap4h / 0x68347061), yuva444p12le(tv, bt709, progressive), 320x180, 10679 kb/s, 25 fps, 25 tbr", { alpha: true, matrix: "bt709" }],
    ["qtrle (rle  / 0x20656C72), argb(progressive), 320x180, 4137 kb/s, 25 fps, 25 tbr", { alpha: true, matrix: null }],
    ["gif, bgra, 160x90 [SAR 64:64 DAR 16:9], 10 fps, 10 tbr, 100 tbn", { alpha: true, matrix: null, rate: { numerator: 1000, denominator: 100 } }],
    ["ffv1, yuv420p(pc, smpte170m/unknown/unknown, progressive), 321x181, 24 fps, 24 tbr", { matrix: "bt601", fullRange: true, width: 321 }],
    ["mjpeg, yuvj420p(pc, bt470bg/unknown/unknown), 1920x1080, 12.50 fps, 12.50 tbr", { matrix: "bt601", fullRange: true, rate: { numerator: 1250, denominator: 100 } }],
    ["h264, yuv420p(tv, unknown/bt709/bt709, progressive), 640x360, 25 fps, 50 tbr", { matrix: "bt601", rate: null }],
    ["h264, yuv420p(progressive), 1920x1080, 59.94 fps, 59.94 tbr", { matrix: "bt709", rate: { numerator: 60_000, denominator: 1001 } }],
    ["hevc, yuv420p10le(tv, bt2020nc/bt2020/smpte2084), 3840x2160, 23.98 fps, 23.98 tbr", { matrix: "bt2020", rate: { numerator: 24_000, denominator: 1001 } }],
  ])("%s", (said, picture) => {
    expect(parseHeader(line(said))).toMatchObject({ duration: 0, picture, sound: null });
  });

  it("says null where there is nothing to play", () => {
    expect(parseHeader("x.txt: Invalid data found when processing input")).toBeNull();
  });
});
