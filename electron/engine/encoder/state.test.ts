import { describe, expect, it } from "vitest";
import type { Problem } from "../../contract/problem";
import { type EncoderEvent, encoderOff, nextEncoderState } from "./state";

const problem: Problem = { code: "encoder-died" };
const died: EncoderEvent = { type: "died", problem };

function after(...events: EncoderEvent[]): ReturnType<typeof nextEncoderState> {
  return events.reduce(nextEncoderState, encoderOff);
}

describe("nextEncoderState", () => {
  it("runs once bytes came out", () => {
    expect(after({ type: "start" }).phase).toBe("starting");
    expect(after({ type: "start" }, { type: "output" }).phase).toBe("running");
  });

  it("is restarted when it dies, and says why until the new one runs", () => {
    const dead = after({ type: "start" }, { type: "output" }, died);
    expect(dead).toMatchObject({ phase: "restarting", restarts: 1, problem });
    expect([{ type: "respawned" }, { type: "output" }].reduce<typeof dead>((s, e) => nextEncoderState(s, e as EncoderEvent), dead)).toMatchObject({
      phase: "running",
      restarts: 1,
      problem: null,
    });
  });

  it("gives up after three in a row that gave nothing", () => {
    const again: EncoderEvent[] = [died, { type: "respawned" }];
    expect(after({ type: "start" }, ...again, ...again, died)).toMatchObject({ phase: "failed", problem });
    expect(after({ type: "start" }, ...again, ...again, { type: "output" }, died).phase).toBe("restarting");
  });

  it("ends when asked to, also by dying, from every phase", () => {
    expect(after({ type: "start" }, { type: "output" }, { type: "stop" }).phase).toBe("stopping");
    expect(after({ type: "start" }, { type: "stop" }, { type: "ended" })).toEqual(encoderOff);
    expect(after({ type: "start" }, { type: "stop" }, died)).toEqual(encoderOff);
    expect(after({ type: "start" }, died, { type: "stop" })).toEqual(encoderOff);
  });

  it("ignores what makes no sense", () => {
    for (const event of [{ type: "output" }, died, { type: "respawned" }, { type: "ended" }] as const) {
      expect(nextEncoderState(encoderOff, event)).toEqual(encoderOff);
    }
  });
});
