import { expect, test } from "vitest";
import { readColour, typedColour, writeColour } from "./colour";

test("every opacity in percent survives being written", () => {
  for (let opacity = 0; opacity <= 100; opacity++) {
    const colour = { rgb: "#2f5d8a", opacity };
    expect(readColour(writeColour(colour))).toEqual(colour);
  }
});

test("what covers all is written without alpha, and what is no colour is white", () => {
  expect(writeColour({ rgb: "#000000", opacity: 100 })).toBe("#000000");
  expect(readColour("red")).toEqual({ rgb: "#ffffff", opacity: 100 });
});

test("colours are read as people type them", () => {
  expect(["#2F5D8A", "2f5d8a", " #fa0 ", "fa", "#2f5d8aff"].map(typedColour)).toEqual(["#2f5d8a", "#2f5d8a", "#ffaa00", null, null]);
});
