import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFfmpeg, type Surroundings } from "./find";
import { FfmpegError } from "./problem";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "find-ffmpeg-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(...path: string[]): string {
  const file = join(folder, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  chmodSync(file, 0o755);
  return file;
}

function around(env: NodeJS.ProcessEnv): Surroundings {
  return { platform: "linux", env, resources: join(folder, "resources"), here: join(folder, "project", "out", "main") };
}

describe("findFfmpeg", () => {
  it("goes by FFMPEG_BIN, then the packaged one, then ffmpeg-static, then PATH", () => {
    const system = put("usr", "bin", "ffmpeg");
    const env = { PATH: [join(folder, "usr", "local"), join(folder, "usr", "bin")].join(delimiter) };
    expect(findFfmpeg(around(env))).toBe(system);
    const fromPackage = put("project", "node_modules", "ffmpeg-static", "ffmpeg");
    expect(findFfmpeg(around(env))).toBe(fromPackage);
    const packaged = put("resources", "native-bin", "ffmpeg");
    expect(findFfmpeg(around(env))).toBe(packaged);
    const chosen = put("mine", "ffmpeg-8");
    expect(findFfmpeg(around({ ...env, FFMPEG_BIN: chosen }))).toBe(chosen);
  });

  it("looks for ffmpeg.exe on Windows", () => {
    put("usr", "bin", "ffmpeg");
    const exe = put("usr", "bin", "ffmpeg.exe");
    expect(findFfmpeg({ ...around({ Path: join(folder, "usr", "bin") }), platform: "win32" })).toBe(exe);
  });

  it("passes over a folder of that name", () => {
    mkdirSync(join(folder, "usr", "bin", "ffmpeg"), { recursive: true });
    expect(() => findFfmpeg(around({ PATH: join(folder, "usr", "bin") }))).toThrow(FfmpegError);
  });

  it("does not fall back when FFMPEG_BIN leads nowhere", () => {
    put("usr", "bin", "ffmpeg");
    const nowhere = join(folder, "nowhere");
    const find = () => findFfmpeg(around({ PATH: join(folder, "usr", "bin"), FFMPEG_BIN: nowhere }));
    expect(find).toThrow(expect.objectContaining({ problem: { code: "ffmpeg-missing", subject: nowhere, detail: "FFMPEG_BIN" } }));
  });

  it("says so when there is none", () => {
    expect(() => findFfmpeg(around({ PATH: "" }))).toThrow(expect.objectContaining({ problem: { code: "ffmpeg-missing", subject: "ffmpeg" } }));
  });
});
