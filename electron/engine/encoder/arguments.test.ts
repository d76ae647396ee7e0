import { describe, expect, it } from "vitest";
import { EncoderId } from "../../contract/encoder";
import { defaultSettings } from "../../contract/settings";
import { encoderArguments } from "./arguments";

const order = { encoder: "x264" as const, settings: defaultSettings.encoder, video: defaultSettings.video, startMs: 0 };

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

  it("begins a restarted encoder where the program is", () => {
    expect(value(encoderArguments({ ...order, startMs: 61_033.333 }), "-output_ts_offset")).toBe("61.033333");
  });
});
