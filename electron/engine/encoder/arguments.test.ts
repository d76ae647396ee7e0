import { describe, expect, it } from "vitest";
import { EncoderId } from "../../contract/encoder";
import { defaultSettings } from "../../contract/settings";
import { encoderArguments } from "./arguments";

const order = { encoder: "x264" as const, settings: defaultSettings.encoder, video: defaultSettings.video, startMs: 0, soundAfterMs: 0, tracks: 0, level: null };

/** The value that follows an option. */
function value(args: string[], option: string): string | undefined {
  return args[args.lastIndexOf(option) + 1];
}

describe("encoderArguments", () => {
  it.each(EncoderId.options)("asks %s for High profile, constant bitrate, and a keyframe every 2 s", (encoder) => {
    const args = encoderArguments({ ...order, encoder });
    expect(value(args, "-profile:v")).toBe("high");
    expect(value(args, "-b:v")).toBe("3000k");
    expect(value(args, "-maxrate")).toBe("3000k");
    expect(value(args, "-g")).toBe("60");
    expect(value(args, "-colorspace")).toBe("bt709");
    expect(value(args, "-color_range")).toBe("tv");
    expect(args.at(-1)).toBe("pipe:1");
  });

  it("passes a tune on only when there is one", () => {
    expect(encoderArguments(order)).not.toContain("-tune");
    const tuned = encoderArguments({ ...order, settings: { ...order.settings, tune: "zerolatency" } });
    expect(value(tuned, "-tune")).toBe("zerolatency");
  });

  it("begins where it is told to, after an origin before which no timestamp lies", () => {
    const args = encoderArguments({ ...order, startMs: 61_033.333_333, soundAfterMs: 12.5 });
    expect(value(args, "-output_ts_offset")).toBe("71.033333");
    expect(value(args, "-itsoffset")).toBe("0.012500");
    expect(args.indexOf("-itsoffset")).toBeGreaterThan(args.indexOf("pipe:0"));
  });

  it("takes a pair of channels for each track, behind the program's", () => {
    const none = encoderArguments(order);
    expect(none).not.toContain("-filter_complex");
    expect(none.filter((_, at) => none[at - 1] === "-map")).toEqual(["0:v", "1:a"]);
    const args = encoderArguments({ ...order, tracks: 2 });
    expect(value(args, "-ac")).toBe("6");
    expect(value(args, "-filter_complex")).toContain("[both2]pan=stereo|c0=c4|c1=c5[pair2]");
    expect(args.filter((_, at) => args[at - 1] === "-map")).toEqual(["0:v", "[pair0]", "[pair1]", "[pair2]"]);
  });

  it("pins the level of an encoder that goes on for another", () => {
    expect(encoderArguments(order)).not.toContain("-level");
    expect(value(encoderArguments({ ...order, level: "3.1" }), "-level")).toBe("3.1");
  });
});
