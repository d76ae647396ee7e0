import { join, sep } from "node:path";
import { expect, it } from "vitest";
import { pathInside } from "./page-path";

const origin = "app://tallylight";
const root = join(sep, "out", "renderer") + sep;
const inside = (address: string) => pathInside(root, address, origin);

it("serves files below the root", () => {
  expect(inside("app://tallylight/")).toBe(join(root, "index.html"));
  expect(inside("app://tallylight")).toBe(join(root, "index.html"));
  expect(inside("app://tallylight/assets/a%20b.js?v=1#x")).toBe(join(root, "assets", "a b.js"));
});

it.each([
  "app://other/index.html",
  "app://tallylight.example/index.html",
  "file:///etc/passwd",
  "app://tallylight/..%2f..%2fetc/passwd",
  "app://tallylight/%00",
  "app://tallylight/%E0%A4%A",
])("refuses %s", (address) => {
  expect(inside(address)).toBeNull();
});

it("stays below the root whatever dots are in an address", () => {
  expect(inside("app://tallylight/%2e%2e/%2e%2e/etc/passwd")).toBe(join(root, "etc", "passwd"));
});
