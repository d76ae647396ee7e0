import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { probeFfmpeg } from "./ability";
import { findFfmpeg } from "./find";

let folder: string;
let cache: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ffmpeg-ability-"));
  cache = join(folder, "kept", "ffmpeg.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that answers each first argument with the given shell line, and notes every call in `calls`. */
function fake(answers: string): string {
  const path = join(folder, "ffmpeg");
  writeFileSync(path, `#!/bin/sh\necho "$*" >> "${folder}/calls"\n${answers}\n`, { mode: 0o755 });
  return path;
}

const version = (libavcodec: string) => `-version) echo "ffmpeg version 9.9"; echo "libavcodec ${libavcodec}.1.100 / 61.";;`;
const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n").length;

describe("probeFfmpeg with the real ffmpeg", () => {
  it("finds what it can do and keeps it", async () => {
    const path = findFfmpeg();
    const ability = await probeFfmpeg(path, cache);
    expect(ability).toMatchObject({ path, srt: true, rtmps: true });
    expect(ability.encoders).toContain("x264");
    expect(JSON.parse(readFileSync(cache, "utf8"))).toMatchObject({ schema: 1, found: [{ ability }] });
    expect(await probeFfmpeg(path, cache)).toEqual(ability);
  });
});

describe.skipIf(process.platform === "win32")("probeFfmpeg with a pretender", () => {
  it("refuses an ffmpeg below 5.0", async () => {
    const path = fake(`case "$1" in ${version("58")} esac`);
    await expect(probeFfmpeg(path, cache)).rejects.toMatchObject({
      problem: { code: "ffmpeg-too-old", subject: "9.9", detail: path },
    });
  });

  it.each([
    ["says something else", "echo GNU bash"],
    ["says nothing", "exit 0"],
    ["fails", "echo 'error while loading shared libraries' >&2; exit 127"],
  ])("takes what %s for no ffmpeg", async (_, answers) => {
    const path = fake(answers);
    await expect(probeFfmpeg(path, cache)).rejects.toMatchObject({ problem: { code: "ffmpeg-missing", subject: path } });
  });

  it("takes a file that cannot be run, or is not there, for no ffmpeg", async () => {
    const path = join(folder, "ffmpeg");
    await expect(probeFfmpeg(path, cache)).rejects.toMatchObject({ problem: { code: "ffmpeg-missing", subject: path } });
    writeFileSync(path, "\u0000\u0001\u0002", { mode: 0o755 });
    await expect(probeFfmpeg(path, cache)).rejects.toMatchObject({ problem: { code: "ffmpeg-missing", subject: path } });
  });

  it("offers no encoder that lists itself but encodes nothing, and sees what is missing", async () => {
    const path = fake(`case "$1 $2" in
      "-version "*) echo "ffmpeg version 9.9"; echo "libavcodec 61.1.100 / 61.";;
      *-protocols) printf 'Input:\\n  srt\\nOutput:\\n  rtmp\\n';;
      *-encoders) echo " V....D libx264 x"; echo " V....D h264_nvenc x"; echo " V....D h264_qsv x"; echo " V....D h264_vaapi x";;
      *) cat >/dev/null; case "$*" in
        *libx264*) printf '\\000\\000\\000\\001gBest';;
        *nvenc*) echo "Cannot load libcuda.so.1" >&2; exit 1;;
        *qsv*) printf 'not H.264';;
        *vaapi*) printf '\\000\\000\\000\\001'; exit 1;;
      esac;;
    esac`);
    expect(await probeFfmpeg(path, cache)).toEqual({ path, version: "9.9", srt: false, rtmps: false, encoders: ["x264"] });
  });

  it("asks again when the file has changed, or when the cache is corrupt or of another schema", async () => {
    const path = fake(`case "$1" in ${version("61")} esac`);
    await probeFfmpeg(path, cache);
    const once = calls();
    await probeFfmpeg(path, cache);
    expect(calls()).toBe(once);
    utimesSync(path, new Date(1_000_000), new Date(1_000_000));
    await probeFfmpeg(path, cache);
    expect(calls()).toBe(2 * once);
    writeFileSync(cache, '{"schema": 1, "found": [{');
    await probeFfmpeg(path, cache);
    expect(calls()).toBe(3 * once);
    writeFileSync(cache, readFileSync(cache, "utf8").replace('"schema":1', '"schema":0'));
    await probeFfmpeg(path, cache);
    expect(calls()).toBe(4 * once);
    await probeFfmpeg(path, cache);
    expect(calls()).toBe(4 * once);
  });

  it("still answers when the cache cannot be written", async () => {
    const path = fake(`case "$1" in ${version("61")} esac`);
    writeFileSync(join(folder, "kept"), "a file where the folder should be");
    expect(await probeFfmpeg(path, cache)).toMatchObject({ version: "9.9" });
  });
});
