import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startDisplay } from "./display.mjs";

const socket = (display) => `/tmp/.X11-unix/X${display.slice(1)}`;

describe.skipIf(process.platform !== "linux")("startDisplay", () => {
  it("starts displays beside each other, each on a number of its own", async () => {
    const one = await startDisplay("64x64x24");
    const other = await startDisplay("64x64x24");
    expect(one.display).toMatch(/^:\d+$/);
    expect(other.display).not.toBe(one.display);
    expect([one, other].map(({ display }) => existsSync(socket(display)))).toEqual([true, true]);
    one.stop();
    other.stop();
    await expect.poll(() => [one, other].some(({ display }) => existsSync(socket(display)))).toBe(false);
  });
});
