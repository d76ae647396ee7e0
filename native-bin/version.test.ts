import { describe, expect, it } from "vitest";
import { parseEncoders, parseOutputProtocols, parseVersion } from "./version";

const said = (version: string, libavcodec: string) =>
  `ffmpeg version ${version} Copyright (c) 2000-2026 the FFmpeg developers\nbuilt with gcc\nlibavutil      57. 28.100 / 57. 28.100\nlibavcodec     ${libavcodec} / ${libavcodec}\n`;

describe("parseVersion", () => {
  it.each([
    ["5.1.9-0+deb12u1", "59. 37.100", false],
    ["n7.1", "61. 19.100", false],
    ["N-109542-g1bf1c2a8f6", "59. 54.100", false],
    ["2021-11-10-git-44c65c6cc0-full_build", "59. 13.101", false],
    ["4.4.2-0ubuntu0.22.04.1", "58.134.100", true],
    ["N-54690-g1dd3a0d0e1", "55. 21.100", true],
  ])("%s with libavcodec %s: too old is %s", (version, libavcodec, tooOld) => {
    expect(parseVersion(said(version, libavcodec))).toEqual({ version, tooOld });
  });

  it("refuses what is not ffmpeg's", () => {
    expect(parseVersion("GNU bash, version 5.2.15")).toBeNull();
    expect(parseVersion("ffmpeg version 5.1 and nothing more")).toBeNull();
    expect(parseVersion("")).toBeNull();
  });
});

describe("parseOutputProtocols", () => {
  it("takes only what can be sent", () => {
    const text = "Supported file protocols:\nInput:\n  rtmp\n  srt\nOutput:\n  file\n  rtmp\n";
    expect(parseOutputProtocols(text)).toEqual(["file", "rtmp"]);
    expect(parseOutputProtocols("")).toEqual([]);
  });
});

describe("parseEncoders", () => {
  it("takes names and leaves the legend", () => {
    const text = "Encoders:\n V..... = Video\n ------\n V....D libx264   libx264 H.264\n A....D aac       AAC\n";
    expect(parseEncoders(text)).toEqual(["libx264", "aac"]);
  });
});
