import { expect, test } from "vitest";
import { figureText, limitsText, readFigure, stepped } from "./figure";

const gain = { min: -30, max: 30, step: 0.1, unit: "dB" };
const offset = { min: -950, max: 2000, step: 1, unit: "ms" };

test("a number is read as people write it", () => {
  expect(["-6", "−6", " 2,5 ", "+3 dB", ".5"].map((text) => readFigure(text, gain))).toEqual([-6, -6, 2.5, 3, 0.5]);
});

test("what is no number, beyond the limits, or not whole where it must be is refused", () => {
  expect(["", "-", "loud", "31", "1e1", "3 ms"].map((text) => readFigure(text, gain))).toEqual([null, null, null, null, null, null]);
  expect([readFigure("12.5", offset), readFigure("-951", offset), readFigure("-950", offset)]).toEqual([null, null, -950]);
});

test("steps leave no dust and stop at the limits", () => {
  expect(stepped(0.2, gain, 1)).toBe(0.3);
  expect(stepped(29.95, gain, 10)).toBe(30);
  expect(stepped(-945, offset, -10)).toBe(-950);
});

test("figures and limits are written with a true minus", () => {
  expect([figureText(-6, 0.1), figureText(0.25, 0.1), figureText(-950, 1)]).toEqual(["−6.0", "0.25", "−950"]);
  expect(limitsText(gain)).toBe("−30 to 30 dB");
  expect(limitsText(offset)).toBe("−950 to 2000 ms, a whole number");
});
