import type { Locator, Page } from "@playwright/test";
import { expect } from "vitest";

/** A place of the canvas, 1280x720. */
type Spot = readonly [x: number, y: number];
type Key = "Alt" | "Shift" | "Control";

/** The mouse on the shown picture and on lists. */
export interface Hand {
  /** Presses a place of the canvas while keys are held. */
  press(spot: Spot, keys?: readonly Key[]): Promise<void>;
  /** From one place of the canvas to another; the button stays down where `hold`. */
  drag(from: Spot, to: Spot, key?: Key | null, hold?: boolean): Promise<void>;
  /** One row of a list to the place of another. */
  dragRow(what: Locator, to: Locator): Promise<void>;
}

/** What the hand means within what it can hit, 2.5 px of the canvas. */
export function near(value: number): unknown {
  return expect.closeTo(value, -0.7);
}

export function handOn(page: Page): Hand {
  const { mouse, keyboard } = page;
  const onPage = async (...spots: Spot[]): Promise<{ x: number; y: number }[]> => {
    const box = await page.getByLabel(/^(Prepared|Program) picture$/).first().boundingBox();
    if (box === null) throw new Error("The picture is not shown");
    return spots.map(([x, y]) => ({ x: box.x + (x * box.width) / 1280, y: box.y + (y * box.height) / 720 }));
  };
  return {
    async press(spot, keys = []) {
      const [at] = await onPage(spot);
      for (const key of keys) await keyboard.down(key);
      await mouse.click(at?.x ?? 0, at?.y ?? 0);
      for (const key of keys) await keyboard.up(key);
    },
    async drag(from, to, key = null, hold = false) {
      const [a, b] = await onPage(from, to);
      await mouse.move(a?.x ?? 0, a?.y ?? 0);
      await mouse.down();
      if (key !== null) await keyboard.down(key);
      await mouse.move(b?.x ?? 0, b?.y ?? 0, { steps: 6 });
      if (hold) return;
      await mouse.up();
      if (key !== null) await keyboard.up(key);
    },
    async dragRow(what, to) {
      const [a, b] = [await what.boundingBox(), await to.boundingBox()];
      if (a === null || b === null) throw new Error("It is not on the screen");
      await mouse.move(a.x + 60, a.y + a.height / 2);
      await mouse.down();
      await mouse.move(a.x + 60, a.y + a.height / 2 + Math.sign(b.y - a.y) * 10, { steps: 3 });
      await mouse.move(b.x + 60, b.y + b.height / 2, { steps: 6 });
      await mouse.up();
    },
  };
}
