import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { defaultSettings } from "../contract/settings";
import { folderProblem, freeFile, newRecordingFile, recordingName } from "./recording-file";

const video = { width: 1280, height: 720, fps: 30 };
const at = new Date(2031, 0, 9, 7, 5, 3);
const folder = mkdtempSync(join(tmpdir(), "recording-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the name", () => {
  it.each([
    ["Tallylight {date} {time}", "Tallylight 2031-01-09 07-05-03"],
    ["{width}x{height}@{fps}", "1280x720@30"],
    ["{unknown} stays", "{unknown} stays"],
    ["../../etc/x", "-..-etc-x"],
    ['a:b*c?"<>|', "a-b-c-----"],
    ["con", "con_"],
    ["COM1.take", "COM1_.take"],
    ["console", "console"],
    ["아".repeat(100), "아".repeat(80)],
    [" . ", "Tallylight 2031-01-09 07-05-03"],
  ])("of %s is %s", (pattern, name) => {
    expect(recordingName(pattern, video, at)).toBe(name);
  });
});

describe("the file", () => {
  const make = (chosen: string, system = folder) =>
    newRecordingFile({ ...defaultSettings.recording, folder: chosen, pattern: "rec" }, system, video, at);

  it("never has the name of one that exists", async () => {
    expect(await make(folder)).toEqual({ file: join(folder, "rec.mkv") });
    writeFileSync(join(folder, "rec.mkv"), "");
    expect(await make(folder)).toEqual({ file: join(folder, "rec (2).mkv") });
  });

  it("counts on from a numbered name", async () => {
    writeFileSync(join(folder, "take.mkv"), "");
    writeFileSync(join(folder, "take (2).mkv"), "");
    expect(await freeFile(join(folder, "take.mkv"))).toBe(join(folder, "take (3).mkv"));
    expect(await freeFile(join(folder, "take (2).mkv"))).toBe(join(folder, "take (3).mkv"));
  });

  it("goes to the system's folder by default, which is made", async () => {
    const system = join(folder, "Videos", "inner");
    expect(await make("", system)).toEqual({ file: join(system, "rec.mkv") });
  });

  it("is refused for a chosen folder that is missing or a file", async () => {
    const missing = join(folder, "missing");
    expect(await make(missing)).toEqual({ code: "folder-missing", subject: missing });
    writeFileSync(join(folder, "plain"), "");
    expect(await folderProblem(join(folder, "plain"))).toMatchObject({ code: "folder-missing" });
  });

  it("is refused where nothing can be written", async () => {
    // /proc takes no files, not even from root.
    if (process.platform === "linux") expect(await folderProblem("/proc/self/fd")).toMatchObject({ code: "folder-read-only" });
  });
});
