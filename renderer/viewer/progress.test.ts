import { describe, expect, it } from "vitest";
import { Progress } from "./progress";

describe("Progress", () => {
  it("joins, plays, stalls and plays again", () => {
    const progress = new Progress(0);
    expect(progress.look(0, 0)).toBe("joining");
    expect(progress.look(250, 40)).toBe("playing");
    expect(progress.look(500, 40.2)).toBe("playing");
    expect(progress.look(1400, 40.2)).toBe("playing");
    expect(progress.look(1600, 40.2)).toBe("stalled");
    expect(progress.look(1800, 40.4)).toBe("playing");
  });

  it("takes neither the first position nor a jump back for playing", () => {
    const progress = new Progress(0);
    expect(progress.look(0, 5)).toBe("joining");
    expect(progress.look(250, 0)).toBe("joining");
    expect(progress.look(500, 0.2)).toBe("playing");
  });

  it("gives up after six seconds without progress", () => {
    const progress = new Progress(1000);
    expect(progress.hopeless(7000)).toBe(false);
    expect(progress.hopeless(7001)).toBe(true);
    progress.look(7001, 1);
    expect(progress.hopeless(7100)).toBe(false);
  });
});
