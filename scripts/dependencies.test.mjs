import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dependenciesCurrent } from "./dependencies.mjs";

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dependencies-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lockfile(name, packages) {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify({ packages: { "": {}, ...packages } }));
  return file;
}

describe("dependenciesCurrent", () => {
  const wanted = { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0", optional: true } };

  it.each([
    ["all is there", { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0" } }, true],
    ["an optional one is absent", { "node_modules/a": { version: "1.0.0" } }, true],
    ["one is absent", { "node_modules/b": { version: "2.0.0" } }, false],
    ["one is of another version", { "node_modules/a": { version: "1.0.1" } }, false],
    ["an optional one is of another version", { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.1" } }, false],
  ])("when %s", async (_, installed, current) => {
    expect(await dependenciesCurrent(lockfile("wanted.json", wanted), lockfile("installed.json", installed))).toBe(current);
  });

  it("is false while nothing is installed", async () => {
    expect(await dependenciesCurrent(lockfile("wanted.json", wanted), join(folder, "none.json"))).toBe(false);
  });
});
