import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Problem } from "../../electron/contract/problem";
import type { RecordingContainer } from "../../electron/contract/recording";
import { explain } from "../../electron/contract/words";
import { descendants } from "../peers/processes";
import { until } from "../peers/until";
import { type EngineProcess, FPS, startEngine, withEngine } from "./engine-process";
import type { Row, SoloFault } from "./fault";
import { startLine } from "./line";
import { codedIn, lossOf } from "./loss";

/** Seconds that a recording may lose where it breaks off. */
const END = 2;

/** Pictures made so far; the engine says it once a second. */
function picturesMade(engine: EngineProcess): number {
  const { at, program } = engine.status;
  return Math.round(program.frames + ((Date.now() - at) * FPS) / 1000);
}

const record = (engine: EngineProcess, container: RecordingContainer, file: string): Promise<void> =>
  engine.command({ type: "startRecording", recording: { id: container, file, container } });

const words = (problem: Problem | null | undefined): string => (problem === null || problem === undefined ? "" : explain(problem).what);

/** A row of a file that lacks its end. */
function endOf(fault: string, on: string, made: number, kept: number, told: string, breaches: readonly string[] = []): Row {
  const lost = Math.max(0, made - kept);
  const loss = { pictures: lost, hole: lost / FPS, sound: 0, received: kept, behind: 0 };
  const end = lost / FPS > END ? [`lost the last ${(lost / FPS).toFixed(1)} s, ${END} at most`] : [];
  return { fault, on, loss, recovery: null, told, breaches: [...end, ...breaches] };
}

const pictures = async (file: string): Promise<number> => (await codedIn(file)).filter(({ kind }) => kind === "video").length;

async function killedWhileRecording(root: string): Promise<Row[]> {
  const containers = ["mkv", "mp4"] as const;
  return withEngine({ root }, async (engine, folder) => {
    const file = (container: string): string => join(folder, `recording.${container}`);
    for (const container of containers) await record(engine, container, file(container));
    await engine.goesOn(7);
    // all at once, as when the power fails: nobody is left to finish anything
    const all = [...descendants(engine.pid).map(({ pid }) => pid), engine.pid];
    const made = picturesMade(engine);
    for (const pid of all) process.kill(pid, "SIGKILL");
    await engine.kill();
    const kept = await Promise.all(containers.map((container) => pictures(file(container))));
    const rows = containers.map((container, i) => endOf("engine and all it started killed while recording", container, made, kept[i] ?? 0, ""));

    const next = await startEngine({ folder, root });
    try {
      await next.command({ type: "finishRecordings", files: containers.map(file) });
      await next.reaches("the repair to begin", ({ recordings }) => recordings.length > 0);
      // those that are finished are no longer told of
      const done = await next.reaches("the recordings to be finished", ({ recordings }) => recordings.every(({ phase }) => phase !== "finishing"));
      for (const [i, container] of containers.entries()) {
        const problem = done.recordings.find((one) => one.file === file(container))?.problem;
        const after = await pictures(file(container));
        const breaches = [...(after < (kept[i] ?? 0) ? [`${(kept[i] ?? 0) - after} pictures fewer than before`] : []), ...(problem ? [words(problem)] : [])];
        rows.push(endOf("that recording repaired at the next start", container, made, after, words(problem), breaches));
      }
    } finally {
      await next.kill();
    }
    return rows;
  });
}

/** A disk of its own, in memory, where only the engine sees it. */
const ownDisk = (folder: string, size: string): string[] =>
  ["unshare", "--mount", "sh", "-c", `mount -t tmpfs -o size=${size} none ${folder} && exec "$@"`, "sh"];

/** Records to a small disk while streaming; `deed` fills it, seen from outside. */
async function onSmallDisk(root: string, fault: string, size: string, deed: (engine: EngineProcess, disk: string) => Promise<void>): Promise<Row[]> {
  const disk = await mkdtemp(join(tmpdir(), "tallylight-disk-"));
  const line = await startLine("RTMP", { name: "beside", folder: disk });
  const rows = await withEngine(
    { root, within: ownDisk(disk, size) },
    async (engine, folder) => {
      const reference = join(folder, "reference.mkv");
      const seen = join("/proc", String(engine.pid), "root", disk);
      await engine.command({ type: "startRecording", recording: { id: "reference", file: reference, container: "mkv" } });
      await engine.command({ type: "startStream", destinations: [line.armed] });
      await engine.reaches("the destination to be live", ({ destinations }) => destinations[0]?.phase === "live");
      const began = picturesMade(engine);
      await record(engine, "mp4", join(disk, "recording.mp4"));
      await engine.goesOn(2);
      await deed(engine, seen);
      const stopped = ({ id, phase }: { id: string; phase: string }): boolean => id === "mp4" && (phase === "failed" || phase === "idle");
      await engine.reaches("the recording to be stopped", ({ recordings }) => recordings.some(stopped), 40_000);
      const over = picturesMade(engine);
      const problem = engine.status.recordings.find(({ id }) => id === "mp4")?.problem;
      await engine.goesOn(2);
      const kept = await Promise.all((await readdir(seen)).filter((name) => name.endsWith(".mp4")).map((name) => pictures(join(seen, name))));
      await engine.stop();
      const told = problem?.code === "disk-full" || problem?.code === "disk-reserve" ? [] : [`told ${problem?.code ?? "nothing"}`];
      const streamed = lossOf(await codedIn(reference), [await codedIn((await line.server.files())[0] ?? "")]);
      const beside = streamed.pictures > 0 || streamed.behind > 1 ? [`${streamed.pictures} pictures lost, ${streamed.behind.toFixed(1)} s behind`] : [];
      return [
        endOf(fault, "mp4", over - began, kept.reduce((a, b) => a + b, 0), words(problem), told),
        { fault: "neighbour of this", on: "RTMP", loss: streamed, recovery: null, told: engine.statuses.every(({ destinations }) => destinations[0]?.phase !== "reconnecting") ? "live" : "reconnecting", breaches: beside },
      ];
    },
  );
  await line.stop();
  await rm(disk, { recursive: true, force: true });
  return rows;
}

/** Takes all that is left of a disk. */
async function fill(disk: string): Promise<void> {
  await once(spawn("dd", ["if=/dev/zero", `of=${join(disk, "full")}`, "bs=1M"], { stdio: "ignore" }), "exit");
}

async function writerKilled(root: string): Promise<Row[]> {
  return withEngine({ root }, async (engine, folder) => {
    const into = join(folder, "recordings");
    await mkdir(into);
    const file = join(into, "recording.mkv");
    await record(engine, "mkv", file);
    await engine.goesOn(4);
    const writer = await until("the process that writes", () => descendants(engine.pid).find(({ command }) => command.includes(file)));
    process.kill(writer.pid, "SIGKILL");
    const killed = performance.now();
    await engine.goesOn(1);
    await engine.reaches("the recording to go on", ({ recordings }) => recordings.some(({ id, phase }) => id === "mkv" && phase === "recording"));
    const recovery = (performance.now() - killed) / 1000;
    await engine.goesOn(3);
    const told = engine.statuses.flatMap(({ recordings }) => recordings.find(({ id }) => id === "mkv")?.problem ?? [])[0];
    await engine.stop();
    const made = engine.status.program.frames;
    const kept = await Promise.all((await readdir(into)).map((name) => pictures(join(into, name))));
    const row = endOf("ffmpeg that writes a recording killed", "mkv", made, kept.reduce((a, b) => a + b, 0), words(told));
    return [{ ...row, recovery, breaches: recovery > END ? [...row.breaches, `back after ${recovery.toFixed(1)} s, ${END} at most`] : row.breaches }];
  });
}

/** As a disk that answers to nobody for a while. */
async function writerHangs(root: string): Promise<Row[]> {
  const name = "what writes a recording hangs for 6 s";
  return withEngine({ root }, async (engine, folder) => {
    const line = await startLine("RTMP", { name: "beside", folder });
    try {
      const [file, reference] = [join(folder, "hangs.mkv"), join(folder, "reference.mkv")];
      await record(engine, "mkv", file);
      await engine.command({ type: "startRecording", recording: { id: "reference", file: reference, container: "mkv" } });
      await engine.command({ type: "startStream", destinations: [line.armed] });
      await engine.reaches("the destination to be live", ({ destinations }) => destinations[0]?.phase === "live");
      const writer = await until("the process that writes", () => descendants(engine.pid).find(({ command }) => command.includes(file)));
      process.kill(writer.pid, "SIGSTOP");
      await engine.goesOn(6);
      process.kill(writer.pid, "SIGCONT");
      await engine.goesOn(3);
      const told = engine.status.recordings.find(({ id }) => id === "mkv")?.problem;
      await engine.stop();
      const broadcast = await codedIn(reference);
      const rows: Row[] = [];
      for (const [fault, on, files] of [[name, "mkv", [file]], ["neighbour of this", "RTMP", await line.server.files()]] as const) {
        const loss = lossOf(broadcast, await Promise.all(files.map(codedIn)));
        const breaches = loss.received === 0 || loss.pictures + loss.sound > 0 ? [`${loss.pictures} pictures and ${loss.sound} sound frames lost`] : [];
        rows.push({ fault, on, loss, recovery: null, told: on === "mkv" ? words(told) : "", breaches });
      }
      return rows;
    } finally {
      await line.stop();
    }
  });
}

export const recordingFaults: readonly SoloFault[] = [
  { name: "killed while recording", quick: true, try: killedWhileRecording },
  { name: "disk full while recording", quick: true, try: (root) => onSmallDisk(root, "disk full while recording", "560m", (_engine, disk) => fill(disk)) },
  // 5 MB more than the reserve of 500 MB
  { name: "disk down to its reserve", try: (root) => onSmallDisk(root, "disk down to its reserve while recording", "505000000", async () => undefined) },
  { name: "writer killed", try: writerKilled },
  { name: "writer hangs", try: writerHangs },
];

