import type { Problem } from "../contract/problem";
import type { EngineStatus } from "../contract/status";
import type { LogLevel } from "./log";

/** Something that happened, as a line of the log. */
export interface Happening {
  readonly level: Extract<LogLevel, "info" | "warn">;
  readonly text: string;
}

/** A part of the broadcast: only another `state` makes a line, what else is worth knowing then stands behind it. */
interface Part {
  readonly key: string;
  readonly name: string;
  readonly state: string;
  readonly more?: string;
  readonly problem?: Problem | null;
}

/** What happened between two statuses of the engine, the first of which may be none. Figures that only run on are nothing. */
export function happened(before: EngineStatus | null, after: EngineStatus): Happening[] {
  const was = new Map((before === null ? [] : partsOf(before)).map(({ key, state }) => [key, state]));
  return partsOf(after)
    .filter(({ key, state }) => was.get(key) !== state)
    .map(({ name, state, more, problem }) => ({
      level: problem ? "warn" : "info",
      text: [`${name}: ${state}`, ...(more === undefined ? [] : [more]), ...(problem ? [detailOf(problem)] : [])].join("; "),
    }));
}

function partsOf({ broadcast, encoder, program, destinations, recordings, replay }: EngineStatus): Part[] {
  return [
    { key: "broadcast", name: "broadcast", state: broadcast.phase },
    { key: "encoder", name: "encoder", state: stateOf(encoder.phase, encoder.problem, encoder.encoder, encoder.restarts > 0 && `restarts ${encoder.restarts}`), problem: encoder.problem },
    ...bitrateOf(encoder),
    { key: "picture", name: "picture", state: program.slate ? "the slate" : "the window's" },
    ...destinations.map(({ id, name, phase, attempt, problem, deliveredFrames, droppedFrames }) => ({
      ...{ key: `destination ${id}`, name: `destination “${name}”`, problem },
      state: stateOf(phase, problem, attempt > 0 && `attempts failed ${attempt}`),
      more: `pictures sent ${deliveredFrames}, lost ${droppedFrames}`,
    })),
    ...recordings.map(({ id, file, phase, paused, problem }) => ({
      ...{ key: `recording ${id}`, name: "recording", problem },
      state: stateOf(phase, problem, paused === true && "paused", file),
    })),
    { key: "replay", name: "replay", state: stateOf(replay.phase, replay.problem, replay.file), problem: replay.problem },
  ];
}

function bitrateOf({ dynamic }: EngineStatus["encoder"]): Part[] {
  if (dynamic === null) return [];
  const { target, limitedBy } = dynamic;
  const more = limitedBy === null ? {} : { more: `“${limitedBy.name}” gets ${Math.round(limitedBy.delivered)} kb/s` };
  return [{ key: "bitrate", name: "video bitrate", state: `${target} kb/s`, ...more }];
}

function stateOf(phase: string, problem: Problem | null, ...more: readonly (string | false | null)[]): string {
  return [phase, ...more, problem?.code ?? null].filter((part) => part !== null && part !== false).join(", ");
}

function detailOf({ subject, detail }: Problem): string {
  return [subject, detail].filter((part) => part !== undefined).join(": ");
}
