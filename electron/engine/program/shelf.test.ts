import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SHELF_HEADER, SHELF_SLOT } from "../../contract/stage-shelf";
import { Shelf } from "./shelf";

const token = "5e".repeat(32);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tallylight-shelf-"));
  mkdirSync(join(folder, "000", "t", "00"), { recursive: true });
  writeFileSync(join(folder, "000", "t", "00", "00000000"), "something else");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a shelf with one frame on slot 1, as the stage worker would. */
function write(frame: Uint8Array): void {
  const bytes = Buffer.alloc(SHELF_HEADER + SHELF_SLOT + frame.length);
  bytes.write(token);
  bytes.set(frame, SHELF_HEADER + SHELF_SLOT);
  writeFileSync(join(folder, "000", "t", "00", "00000001"), bytes);
}

describe("Shelf", () => {
  it("is found by its token, wherever the browser put it, and read slot by slot", async () => {
    const frame = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
    write(frame);
    const shelf = await Shelf.find(folder, token);
    const read = new Uint8Array(1000);
    shelf?.read(1, read);
    expect(read).toEqual(frame);
    shelf?.close();
  });

  it("says so when a slot holds less than a frame", async () => {
    write(new Uint8Array(10));
    const shelf = await Shelf.find(folder, token);
    expect(() => shelf?.read(1, new Uint8Array(1000))).toThrow("slot 1");
    shelf?.close();
  });

  it("is not found by another token, nor where there is no folder", async () => {
    write(new Uint8Array(10));
    expect(await Shelf.find(folder, "00".repeat(32))).toBeNull();
    expect(await Shelf.find(join(folder, "nowhere"), token)).toBeNull();
  });
});
