import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodedSample } from "../../../e2e/peers/encoded-sample";
import { chapters, frameTimes, packets, probe } from "../../../e2e/peers/ffprobe";
import type { RecordingContainer } from "../../contract/recording";
import { recorderArguments } from "./arguments";
import { writeChapters } from "./chapters";
import { finishRecording } from "./finish";
import { RecordingFinisher } from "./finisher";

let folder: string;
let sample: Buffer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "finishing-"));
  sample = await encodedSample({ seconds: 6, startAt: 3600 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file as the recorder writes it; cut short, as one is whose ffmpeg was killed. */
async function written(name: string, container: RecordingContainer, kept = 1): Promise<string> {
  const file = join(folder, `${name}.${container}`);
  const writing = promisify(execFile)("ffmpeg", recorderArguments(file, container));
  writing.child.stdin?.end(sample);
  await writing;
  truncateSync(file, Math.floor(statSync(file).size * kept));
  return file;
}

/** The boxes of an MP4, in order (ISO/IEC 14496-12, 4.2). */
function boxes(file: string): string[] {
  const bytes = readFileSync(file);
  const names: string[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += Math.max(8, bytes.readUInt32BE(at))) names.push(bytes.toString("latin1", at + 4, at + 8));
  return names;
}

const never = new AbortController().signal;
const hidden = () => readdirSync(folder).filter((name) => name.startsWith("."));

describe("finishing", () => {
  it("makes one file with an index in front of an MP4 in fragments, with every packet as it was", async () => {
    const file = await written("clean", "mp4");
    expect(boxes(file).filter((name) => name === "moof").length).toBeGreaterThan(5);
    const before = { packets: await packets(file), times: await frameTimes(file), duration: Number((await probe(file)).format.duration) };
    const heard: number[] = [];
    await finishRecording("ffmpeg", file, (progress) => heard.push(progress), never);
    const names = boxes(file);
    expect(names).not.toContain("moof");
    expect(names.indexOf("moov")).toBeLessThan(names.indexOf("mdat"));
    // each stream's packets in their order; how the two lie in the file is the container's affair
    for (const kind of ["video", "audio"]) {
      expect((await packets(file)).filter((p) => p.kind === kind)).toEqual(before.packets.filter((p) => p.kind === kind));
    }
    expect(await frameTimes(file)).toEqual(before.times);
    expect(before.times).toHaveLength(180);
    expect(Math.abs(Number((await probe(file)).format.duration) - before.duration)).toBeLessThan(1 / 30);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.at(-1)).toBeGreaterThan(0.9);
    expect(hidden()).toEqual([]);
  });

  it.each(["mkv", "mp4"] as const)("repairs an interrupted %s: all that was whole, and a length", async (container) => {
    const file = await written("interrupted", container, 0.7);
    const broken = await frameTimes(file).catch(() => []);
    await writeChapters(file, [2000, 1000.4, 60_000]);
    await finishRecording("ffmpeg", file, () => undefined, never);
    const times = await frameTimes(file);
    expect(times.length).toBeGreaterThan(90);
    expect(times.length).toBeGreaterThanOrEqual(broken.length - 1);
    expect(Number((await probe(file)).format.duration)).toBeGreaterThan(3);
    // The chapter that was lost with the end is not there, and nothing is left of the marks.
    const marks = await chapters(file);
    expect(marks.map(({ start }) => start)).toEqual([0, 1, 2]);
    expect(Math.abs((marks.at(-1)?.end ?? 0) - Number((await probe(file)).format.duration))).toBeLessThan(0.1);
    expect(hidden()).toEqual([]);
    if (container === "mp4") expect(boxes(file)).not.toContain("moof");
  });

  it("keeps what cannot be finished, and says so", async () => {
    const file = join(folder, "noise.mp4");
    writeFileSync(file, Buffer.alloc(20_000, 7));
    await expect(finishRecording("ffmpeg", file, () => undefined, never)).rejects.toMatchObject({
      problem: { code: "recording-unfinished", subject: file },
    });
    expect(readFileSync(file)).toEqual(Buffer.alloc(20_000, 7));
    expect(hidden()).toEqual([]);
  });

  it("leaves room for what is being recorded", async () => {
    const file = await written("crowded", "mp4");
    const before = readFileSync(file);
    await expect(finishRecording("ffmpeg", file, () => undefined, never, 1e18)).rejects.toMatchObject({
      problem: { code: "recording-unfinished", detail: "no space for a copy beside it" },
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("keeps the recording when the copy cannot be compared", async () => {
    const file = await written("compared", "mp4");
    const before = readFileSync(file);
    // an ffmpeg that loses a second of what it copies
    const lossy = join(folder, "lossy");
    writeFileSync(lossy, '#!/bin/sh\ncase "$*" in *faststart*) exec ffmpeg "$@";; *) exec ffmpeg -t 5 "$@";; esac\n', { mode: 0o755 });
    await expect(finishRecording(lossy, file, () => undefined, never)).rejects.toMatchObject({ problem: { detail: "the copy is not the same" } });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(hidden()).toEqual([]);
  });
});

describe("the finisher", () => {
  it("takes one file after the other, forgets what is gone or empty, and keeps what failed", async () => {
    const good = await written("good", "mp4");
    const bad = join(folder, "bad.mp4");
    const empty = join(folder, "empty.mp4");
    writeFileSync(bad, "no film");
    writeFileSync(empty, "");
    const finisher = new RecordingFinisher({ ffmpeg: () => "ffmpeg", spare: () => 0, onChange: () => undefined });
    for (const file of [bad, join(folder, "gone.mp4"), empty, good]) finisher.add(file);
    expect(finisher.status().map(({ phase }) => phase)).toEqual(["finishing", "finishing", "finishing", "finishing"]);
    await finisher.idle();
    expect(finisher.status()).toMatchObject([{ file: bad, phase: "failed", problem: { code: "recording-unfinished" } }]);
    expect(readdirSync(folder)).not.toContain("empty.mp4");
    expect(boxes(good)).not.toContain("moof");
  });

  it("leaves a recording as it was when the engine ends first, still to be finished", async () => {
    const file = await written("late", "mp4");
    const before = readFileSync(file);
    const stuck = join(folder, "stuck");
    writeFileSync(stuck, "#!/bin/sh\nexec tail -f /dev/null\n", { mode: 0o755 });
    const finisher = new RecordingFinisher({ ffmpeg: () => stuck, spare: () => 0, onChange: () => undefined });
    finisher.add(file);
    await finisher.close();
    expect(finisher.status()).toMatchObject([{ file, phase: "finishing" }]);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});
