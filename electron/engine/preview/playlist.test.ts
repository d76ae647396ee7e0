import { describe, expect, it } from "vitest";
import { TICKS } from "../bus/unit";
import type { Part } from "./part";
import { masterPlaylist, mediaPlaylist, peakBandwidth } from "./playlist";

function part(segment: number, index: number, more: Partial<Part> = {}): Part {
  const takenAt = Date.UTC(2024, 0, 2, 3, 4, 5, 250) + segment * 1000;
  const duration = TICKS / 3;
  return {
    ...{ segment, index, last: index === 2, independent: index === 0, epoch: 4, takenAt, duration, chunks: [], size: 1000 },
    ...more,
  };
}

const segment = (n: number, more: Partial<Part> = {}): Part[] => [0, 1, 2].map((i) => part(n, i, more));

describe("mediaPlaylist", () => {
  it("lists whole segments, the parts near live, and where it goes on", () => {
    const parts = [...segment(7), ...segment(8), ...segment(9), part(10, 0)];
    expect(mediaPlaylist(parts, 30, false)).toBe(
      [
        "#EXTM3U",
        "#EXT-X-VERSION:9",
        "#EXT-X-TARGETDURATION:4",
        "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.00000",
        "#EXT-X-PART-INF:PART-TARGET=0.33333",
        "#EXT-X-MEDIA-SEQUENCE:7",
        "#EXT-X-DISCONTINUITY-SEQUENCE:4",
        "#EXT-X-PROGRAM-DATE-TIME:2024-01-02T03:04:12.250Z",
        "#EXTINF:1.00000,",
        "7.ts",
        "#EXT-X-PROGRAM-DATE-TIME:2024-01-02T03:04:13.250Z",
        '#EXT-X-PART:DURATION=0.33333,URI="8.0.ts",INDEPENDENT=YES',
        '#EXT-X-PART:DURATION=0.33333,URI="8.1.ts"',
        '#EXT-X-PART:DURATION=0.33333,URI="8.2.ts"',
        "#EXTINF:1.00000,",
        "8.ts",
        "#EXT-X-PROGRAM-DATE-TIME:2024-01-02T03:04:14.250Z",
        '#EXT-X-PART:DURATION=0.33333,URI="9.0.ts",INDEPENDENT=YES',
        '#EXT-X-PART:DURATION=0.33333,URI="9.1.ts"',
        '#EXT-X-PART:DURATION=0.33333,URI="9.2.ts"',
        "#EXTINF:1.00000,",
        "9.ts",
        "#EXT-X-PROGRAM-DATE-TIME:2024-01-02T03:04:15.250Z",
        '#EXT-X-PART:DURATION=0.33333,URI="10.0.ts",INDEPENDENT=YES',
        '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="10.1.ts"',
        "",
      ].join("\n"),
    );
  });

  it("marks a discontinuity between segments and counts those that left the list", () => {
    const both = mediaPlaylist([...segment(1), ...segment(2, { epoch: 5 })], 30, false);
    expect(both).toContain("#EXT-X-DISCONTINUITY-SEQUENCE:4");
    expect(both.indexOf("#EXT-X-DISCONTINUITY\n")).toBeGreaterThan(both.indexOf("1.ts"));
    expect(both.indexOf("#EXT-X-DISCONTINUITY\n")).toBeLessThan(both.indexOf("2.0.ts"));
    const later = mediaPlaylist(segment(2, { epoch: 5 }), 30, false);
    expect(later).toContain("#EXT-X-DISCONTINUITY-SEQUENCE:5");
    expect(later).not.toContain("#EXT-X-DISCONTINUITY\n");
  });

  it("ends with ENDLIST and hints at nothing when it is over", () => {
    const text = mediaPlaylist(segment(1), 30, true);
    expect(text.endsWith("1.ts\n#EXT-X-ENDLIST\n")).toBe(true);
    expect(text).not.toContain("PRELOAD-HINT");
  });

  it("hints at the next segment when one has just ended", () => {
    expect(mediaPlaylist(segment(1), 30, false)).toContain('PRELOAD-HINT:TYPE=PART,URI="2.0.ts"');
  });

  it("holds back three parts at any frame rate", () => {
    expect(mediaPlaylist(segment(1), 25, false)).toContain("PART-TARGET=0.32000");
    expect(mediaPlaylist(segment(1), 25, false)).toContain("PART-HOLD-BACK=0.96000");
    expect(mediaPlaylist(segment(1), 1, false)).toContain("PART-TARGET=1.00000");
  });
});

describe("masterPlaylist", () => {
  it("says what a player must know before it loads anything", () => {
    const tables = Buffer.alloc(0);
    const format = { tables, videoCodec: "avc1.640020", audioCodec: "mp4a.40.2", width: 1280, height: 720, fps: 30 };
    expect(masterPlaylist(format, 3_123_456.7)).toBe(
      '#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-STREAM-INF:BANDWIDTH=3123457,CODECS="avc1.640020,mp4a.40.2",' +
        "RESOLUTION=1280x720,FRAME-RATE=30.000\nstream.m3u8\n",
    );
  });
});

describe("peakBandwidth", () => {
  it("is that of the largest whole segment", () => {
    expect(peakBandwidth([...segment(1), ...segment(2, { size: 2000 }), part(3, 0, { size: 90_000 })])).toBe(48_000);
    expect(peakBandwidth([part(1, 0)])).toBe(0);
  });
});
