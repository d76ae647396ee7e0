import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { PassThrough } from "node:stream";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { encodedSample } from "../../../e2e/peers/encoded-sample";
import { packets } from "../../../e2e/peers/ffprobe";
import type { PartLimits, RecordingContainer } from "../../contract/recording";
import { Recorder } from "./recorder";
import { recorderArguments } from "./arguments";
import { busOf } from "../outputs/test-bus";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
const run = promisify(execFile);
let folder: string;
let sample: Buffer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "parts-"));
  sample = await encodedSample({ seconds: 10, keyframeInterval: 1, startAt: 3600 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every packet of a stream of these files in a row, as size and checksum. */
async function media(stream: "v" | "a", files: readonly string[]): Promise<string[]> {
  const lists = files.map(async (file) => {
    const { stdout } = await run("ffmpeg", ["-v", "error", "-i", file, "-map", `0:${stream}`, "-c", "copy", "-f", "framecrc", "-"]);
    return stdout.split("\n").filter((line) => /^\d/.test(line)).map((line) => line.split(",").slice(4, 6).join(" ").trim());
  });
  return (await Promise.all(lists)).flat();
}

/** Records the sample; asks for a new part at these pictures. Answers the parts in order. */
async function recorded(name: string, container: RecordingContainer, limits: PartLimits, asked: readonly number[]): Promise<string[]> {
  const closed: string[] = [];
  const stream = new PassThrough();
  const bus = busOf(stream, 3600);
  const made = new Recorder({
    order: { id: "r", file: join(folder, `${name}.${container}`), container, limits },
    bus,
    ffmpeg,
    onChange: () => undefined,
    onOver: () => undefined,
    onFile: (file, { whole }) => closed.push(`${whole ? "" : "broken "}${basename(file)}`),
  });
  await made.start();
  let pictures = 0;
  bus.join("last-keyframe", {
    format: () => undefined,
    unit: ({ kind }) => {
      if (kind === "video" && asked.includes(++pictures)) made.split();
    },
    end: () => undefined,
  });
  await new Promise<void>((resolve) => stream.end(sample, () => resolve()));
  await made.stop();
  const files = readdirSync(folder).filter((file) => file.startsWith(`${name}.`) || file.startsWith(`${name} `));
  expect(closed.sort()).toEqual(files.sort());
  const [status, ...others] = made.status();
  expect(others).toEqual([]);
  expect(status).toMatchObject({ phase: "idle", problem: null, parts: files.length });
  expect(status?.length).toBeGreaterThan(9900);
  expect(files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)).toBe(status?.bytes);
  const number = (file: string): number => Number(/\((\d+)\)/.exec(file)?.[1] ?? 1);
  return files.sort((a, b) => number(a) - number(b)).map((file) => join(folder, file));
}

it.each([
  { container: "mkv", how: "by hand", limits: { seconds: null, bytes: null }, asked: [95, 200, 201], pictures: [120, 90, 90] },
  { container: "mp4", how: "by hand and time", limits: { seconds: 3, bytes: null }, asked: [200], pictures: [90, 90, 30, 90] },
  { container: "mkv", how: "by time", limits: { seconds: 4, bytes: null }, asked: [], pictures: [120, 120, 60] },
  { container: "mp4", how: "by size", limits: { seconds: null, bytes: 350_000 }, asked: [], pictures: null },
] as const)("splits $container $how, with every packet in exactly one part", async ({ container, how, limits, asked, pictures }) => {
  const files = await recorded(how, container, limits, asked);
  const one = join(folder, `whole ${how}.${container}`);
  const writing = run("ffmpeg", recorderArguments(one, container));
  writing.child.stdin?.end(sample);
  await writing;
  for (const stream of ["v", "a"] as const) expect(await media(stream, files)).toEqual(await media(stream, [one]));
  const counts = await Promise.all(files.map(async (file) => (await media("v", [file])).length));
  if (pictures !== null) expect(counts).toEqual(pictures);
  if (limits.bytes !== null) {
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) expect(statSync(file).size).toBeLessThanOrEqual(limits.bytes);
  }
  // Each part begins with a picture and its sound, together.
  for (const file of files) {
    const list = await packets(file);
    const [picture, sound] = ["video", "audio"].map((kind) => list.filter((packet) => packet.kind === kind)) as [typeof list, typeof list];
    expect(picture[0]?.keyframe).toBe(true);
    expect(Math.abs((picture[0]?.pts ?? 0) - (sound[0]?.pts ?? 1))).toBeLessThan(0.05);
  }
});
