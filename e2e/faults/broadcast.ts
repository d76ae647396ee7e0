import { spawn } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DestinationStatus } from "../../electron/contract/destination";
import { explain } from "../../electron/contract/words";
import { end } from "../peers/child";
import { TEST_CERTIFICATE } from "../peers/tls-proxy";
import { until } from "../peers/until";
import { type EngineOptions, type EngineProcess, FPS, startEngine } from "./engine-process";
import type { Limits, NetworkFault, Row } from "./fault";
import { arrived, type Line, type LineOptions, type Protocol, startLine } from "./line";
import { type Coded, codedIn, type Loss, lossOf } from "./loss";

/** A fault on one protocol. */
export interface Trial {
  readonly fault: NetworkFault;
  readonly protocol: Protocol;
}

export const trialsOf = (faults: readonly NetworkFault[]): Trial[] =>
  faults.flatMap((fault) => fault.protocols.map((protocol) => ({ fault, protocol })));

const PROTOCOLS: readonly Protocol[] = ["RTMP", "RTMPS", "SRT"];
/** Media at a server that was without: about a keyframe. */
const SOME_MEDIA = 20_000;
/** Seconds waited for something that may take so many less. */
const PATIENCE = 30;

export interface Place extends Omit<EngineOptions, "folder"> {
  /** Address of this computer as the engine reaches it. */
  readonly host?: string;
  /** Servers forget who sends nothing. */
  readonly dropsIdle?: boolean;
  /** Protocols of the destinations that nothing may happen to; all when not given. */
  readonly neighbours?: readonly Protocol[];
  /** What happens, happens to all destinations: there are no neighbours, and the recording has holes too. */
  readonly toAll?: boolean;
  /** Somebody watches the preview, which nothing may happen to either. */
  readonly watched?: boolean;
}

/**
 * Tries faults on one broadcast, all at the same time and each on a destination of its own. Beside them are
 * destinations, one of each protocol, and a recording, which nothing may happen to.
 */
export async function broadcastWith(trials: readonly Trial[], { host = "127.0.0.1", dropsIdle = false, toAll = false, watched = false, neighbours: beside = PROTOCOLS, ...options }: Place): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-faults-"));
  const authorities = join(folder, "authority.pem");
  await writeFile(authorities, TEST_CERTIFICATE);
  const engine = await startEngine({ ...options, folder, env: { NODE_EXTRA_CA_CERTS: authorities, ...options.env } });
  const lines: Line[] = [];
  try {
    const start = async (protocol: Protocol, name: string, more: Partial<LineOptions>): Promise<Line> => {
      const line = await startLine(protocol, { name, folder, dropsIdle, host, ...more });
      lines.push(line);
      return line;
    };
    // one after the other: a port that is free now may be given to whoever asks next
    const tried: (Trial & { readonly line: Line })[] = [];
    for (const trial of trials) tried.push({ ...trial, line: await start(trial.protocol, `fault${lines.length}`, { refuses: trial.fault.refuses === true, called: trial.fault.called }) });
    const neighbours: Line[] = [];
    for (const protocol of toAll ? [] : beside) neighbours.push(await start(protocol, `neighbour${protocol}`, { direct: true }));
    for (const { fault, line } of tried) await fault.before?.(line);

    const recording = join(folder, "recording.mkv");
    await engine.command({ type: "startRecording", recording: { id: "recording", file: recording, container: "mkv" } });
    await engine.command({ type: "startStream", destinations: lines.map(({ armed }) => armed) });
    const good = [...neighbours, ...tried.flatMap(({ fault, line }) => (fault.live === false ? [] : [line]))];
    await engine.reaches("all good destinations to be live", (status) =>
      good.every(({ armed }) => status.destinations.find(({ id }) => id === armed.destination.id)?.phase === "live"),
    );
    await until("media everywhere", async () => (await Promise.all(good.map(({ server }) => arrived(server)))).every((bytes) => bytes > SOME_MEDIA));

    const viewer = watched ? watchPreview(engine, join(folder, "preview.ts")) : null;
    if (viewer !== null) await until("the preview", () => stat(viewer.file).then(({ size }) => size > SOME_MEDIA, () => false));

    const from = engine.statuses.length;
    const happened = await Promise.all(tried.map((each) => happen(each.fault, each.line, engine)));
    await engine.goesOn(viewer === null ? 1 : PREVIEW_BEHIND);
    const to = engine.statuses.length;
    await viewer?.leave();
    await engine.stop();

    const broadcast = await codedIn(recording);
    const rows: Row[] = [];
    for (const [i, { fault, protocol, line }] of tried.entries()) {
      const loss = fault.refuses ? null : await lossAt(line, broadcast);
      const { heard, recovery, failure } = happened[i] ?? { heard: [], recovery: null, failure: "it was not tried" };
      const breaches = [...(failure === null ? [] : [failure]), ...breachesOf(fault.limits, { loss, heard, recovery })];
      rows.push({ fault: fault.name, on: protocol, loss, recovery, told: inWords(heard), breaches });
    }
    for (const line of neighbours) {
      const loss = await lossAt(line, broadcast);
      const heard = statusesOf(line, engine, from, to);
      const breaches = breachesOf({ lost: 0, sound: 0, told: [] }, { loss, heard, recovery: null });
      if (loss.behind > 1) breaches.push(`the last ${loss.behind.toFixed(1)} s are missing`);
      rows.push({ fault: "neighbour of these", on: line.protocol, loss, recovery: null, told: inWords(heard), breaches });
    }
    if (viewer !== null) {
      const loss = lossOf(broadcast, [await codedIn(viewer.file)]);
      const breaches = breachesOf({ lost: 0, sound: 0, told: [] }, { loss, heard: [], recovery: null });
      if (loss.behind > PREVIEW_BEHIND + 2) breaches.push(`the last ${loss.behind.toFixed(1)} s are missing`);
      rows.push({ fault: "neighbour of these", on: "preview", loss, recovery: null, told: "", breaches });
    }
    rows.push(toAll ? encodedRow(broadcast, trials[0]?.fault) : recordingRow(broadcast, engine));
    return rows;
  } finally {
    await engine.kill();
    await Promise.all(lines.map((line) => line.stop()));
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Seconds by which a player of whole segments is behind, at most. */
const PREVIEW_BEHIND = 8;

/** A player that keeps all that the preview gives it. */
function watchPreview(engine: EngineProcess, file: string): { file: string; leave(): Promise<void> } {
  const { url } = engine.status.preview;
  if (url === null) throw new Error("there is no preview");
  const player = spawn("ffmpeg", ["-nostdin", "-v", "error", "-i", url, "-map", "0", "-c", "copy", "-flush_packets", "1", "-f", "mpegts", file], { stdio: "ignore" });
  return { file, leave: () => end(player) };
}

/** How a destination was said to be, and when (Unix ms). */
type Heard = DestinationStatus & { readonly at: number };

interface Happened {
  readonly heard: Heard[];
  readonly recovery: number | null;
  readonly failure: string | null;
}

/** Lets it happen; answers what was told meanwhile and how long it took until media came again. */
async function happen(fault: NetworkFault, line: Line, engine: EngineProcess): Promise<Happened> {
  const from = Math.max(0, engine.statuses.length - 1);
  try {
    await fault.happens(line, engine);
    let recovery: number | null = null;
    if (fault.limits.recovery !== undefined) {
      const over = performance.now();
      const had = await arrived(line.server);
      const live = (): boolean => statusesOf(line, engine, engine.statuses.length - 1)[0]?.phase === "live";
      await until("media again", async () => live() && (await arrived(line.server)) > had + SOME_MEDIA, PATIENCE * 1000);
      recovery = (performance.now() - over) / 1000;
    }
    await engine.goesOn(3);
    return { heard: statusesOf(line, engine, from), recovery, failure: null };
  } catch (thrown) {
    return { heard: statusesOf(line, engine, from), recovery: null, failure: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function statusesOf({ armed }: Line, engine: EngineProcess, from: number, to?: number): Heard[] {
  return engine.statuses
    .slice(from, to)
    .flatMap(({ at, destinations }) => destinations.flatMap((one) => (one.id === armed.destination.id ? [{ ...one, at }] : [])));
}

async function lossAt({ server }: Line, broadcast: readonly Coded[]): Promise<Loss> {
  const files: Coded[][] = [];
  for (const file of await server.files()) files.push(await codedIn(file));
  return lossOf(broadcast, files);
}

/** What is worse than it may be. */
function breachesOf(limits: Limits, found: { loss: Loss | null; heard: readonly Heard[]; recovery: number | null }): string[] {
  const { loss, heard, recovery } = found;
  const breaches: string[] = [];
  const atMost = (what: string, value: number | null, limit: number | undefined, unit: string): void => {
    if (value !== null && limit !== undefined && value > limit) breaches.push(`${what} ${Number(value.toFixed(2))}${unit}, ${limit} at most`);
  };
  if (loss !== null && loss.received === 0) breaches.push("nothing ever came");
  if (loss !== null) {
    atMost("lost", loss.pictures / FPS, limits.lost, ` s (${heard.at(-1)?.droppedFrames ?? 0} pictures left out by the queue)`);
    atMost("hole of", loss.hole, limits.hole, " s");
    atMost("sound frames lost:", loss.sound, limits.sound, "");
  }
  atMost("back after", recovery, limits.recovery, " s");
  if (limits.noticed !== undefined) atMost("noticed after", noticedAfter(heard), limits.noticed, " s");
  const told = new Set(heard.flatMap(({ phase, problem }) => [phase, ...(problem === null ? [] : [problem.code])]));
  const unexpected = heard.find(({ phase, problem }) => phase !== "live" || problem !== null);
  if (limits.told.length === 0 && unexpected !== undefined) breaches.push(`was ${unexpected.phase} (${unexpected.problem?.code ?? "without a problem"})`);
  if (limits.told.length > 0 && !limits.told.some((one) => told.has(one))) breaches.push(`nobody was told: ${limits.told.join(" or ")}`);
  return breaches;
}

/** Seconds from when the last byte was seen to have left to the first word that it is not live; never: Infinity. */
function noticedAfter(heard: readonly Heard[]): number {
  const told = heard.findIndex(({ phase }) => phase !== "live");
  const last = heard[told - 1]?.deliveredBytes;
  const silent = heard.find(({ deliveredBytes }) => deliveredBytes === last);
  return silent === undefined ? Number.POSITIVE_INFINITY : ((heard[told]?.since ?? 0) - silent.at) / 1000;
}

function inWords(heard: readonly Heard[]): string {
  const problems = heard.flatMap(({ problem, name }) => (problem === null ? [] : [explain(problem).what.replaceAll(name, "it")]));
  const phases = new Set(heard.map(({ phase }) => phase));
  if (problems.length > 0) return [...new Set(problems)].join(" ");
  return [...phases].join(", ");
}

/** Pictures that a recording does not have, by the time between those that it has. */
export function holesOf(recording: readonly Coded[]): Loss {
  const times = recording.filter(({ kind }) => kind === "video").map(({ at }) => at);
  const steps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
  const pictures = steps.reduce((sum, step) => sum + Math.round(step * FPS) - 1, 0);
  return { pictures, hole: pictures === 0 ? 0 : Math.max(...steps), sound: 0, received: times.length, behind: 0 };
}

/** The recording must have every picture of the program, in time. */
function recordingRow(broadcast: readonly Coded[], engine: EngineProcess): Row {
  const loss = holesOf(broadcast);
  const { frames, dropped } = engine.status.program;
  // what a busy computer has no time to encode is missing everywhere, and told
  const breaches = loss.pictures > dropped ? [`${loss.pictures - dropped} pictures missing`] : [];
  if (loss.received > frames || frames - loss.received > dropped) breaches.push(`${loss.received} pictures of ${frames}`);
  const told = dropped > 0 ? `${dropped} pictures were not encoded in time` : "";
  return { fault: "neighbour of these", on: "recording", loss, recovery: null, told, breaches };
}

/** What was not even encoded while something happened to everything. */
function encodedRow(broadcast: readonly Coded[], fault: NetworkFault | undefined): Row {
  const loss = holesOf(broadcast);
  const limit = fault?.limits.hole ?? Number.POSITIVE_INFINITY;
  const breaches = loss.hole > limit ? [`hole of ${loss.hole.toFixed(2)} s, ${limit} at most`] : [];
  return { fault: fault?.name ?? "", on: "recording", loss, recovery: null, told: "", breaches };
}
