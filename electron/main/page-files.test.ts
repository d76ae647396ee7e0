import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { memoryPageFiles, removePageFiles } from "./page-files";

let root: string;
let userData: string;
let memory: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tallylight-page-files-"));
  userData = join(root, "data");
  memory = join(root, "memory");
  mkdirSync(memory);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe.runIf(process.platform === "linux")("memoryPageFiles", () => {
  it("puts the page's files into memory, for the owner only", () => {
    const folder = memoryPageFiles(userData, memory);
    expect(folder).not.toBeNull();
    expect(readlinkSync(join(userData, "File System"))).toBe(folder);
    expect(statSync(folder ?? "").mode & 0o777).toBe(0o700);
  });

  it("leaves nothing of a run before, whether it lay in memory or on the disk", () => {
    mkdirSync(join(userData, "File System"), { recursive: true });
    writeFileSync(join(userData, "File System", "frame"), "picture");
    const first = memoryPageFiles(userData, memory) ?? "";
    expect(readdirSync(first)).toEqual([]);
    const second = memoryPageFiles(userData, memory);
    expect(existsSync(first)).toBe(false);
    expect(readdirSync(memory)).toHaveLength(1);
    removePageFiles(userData, memory);
    expect(existsSync(second ?? "")).toBe(false);
    expect(() => lstatSync(join(userData, "File System"))).toThrow();
  });

  it("does without where there is no such memory", () => {
    expect(memoryPageFiles(userData, join(root, "nowhere"))).toBeNull();
  });
});
