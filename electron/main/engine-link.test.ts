import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { EngineRequest } from "../contract/engine";
import { EngineLink, type EngineProcess } from "./engine-link";
import { aStatus } from "./status.fixture";

/** An engine process in the hand: what it was sent, and what it does when told. */
class HandEngine implements EngineProcess<string> {
  sent: { request: EngineRequest; ports: string[] }[] = [];
  killed = false;
  say: (message: unknown) => void = () => undefined;
  exit: (code: number | null) => void = () => undefined;
  post(request: EngineRequest, ports: string[]) {
    this.sent.push({ request, ports });
  }
  onMessage(listener: (message: unknown) => void) {
    this.say = listener;
  }
  onExit(listener: (code: number | null) => void) {
    this.exit = listener;
  }
  kill() {
    this.killed = true;
  }
  last() {
    const entry = this.sent.at(-1);
    if (entry === undefined) throw new Error("nothing was sent");
    return entry;
  }
}

const engines: HandEngine[] = [];
const engine = () => {
  const last = engines.at(-1);
  if (last === undefined) throw new Error("no engine");
  return last;
};
const listener = { started: vi.fn(), died: vi.fn(), status: vi.fn(), log: vi.fn() };
let now = 0;
let link: EngineLink<string>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  engines.length = 0;
  now = 0;
  link = new EngineLink<string>(
    () => {
      const made = new HandEngine();
      engines.push(made);
      return made;
    },
    listener,
    () => now,
  );
  link.start();
});
afterEach(() => void vi.useRealTimers());

it("answers each question with its own answer", async () => {
  const first = link.ask({ type: "stopStream" });
  const second = link.ask({ type: "attach" }, ["stage", "mixer"]);
  expect(engine().last().ports).toEqual(["stage", "mixer"]);
  engine().say({ type: "done", id: 2, problem: { code: "internal" } });
  engine().say({ type: "done", id: 1, problem: null });
  expect(await first).toBeNull();
  expect(await second).toEqual({ code: "internal" });
});

it("passes status and log on, and reports what it cannot read", () => {
  engine().say({ type: "status", status: aStatus({ at: 7 }) });
  expect(listener.status).toHaveBeenCalledWith(aStatus({ at: 7 }));
  engine().say({ type: "log", level: "warn", text: "x" });
  expect(listener.log).toHaveBeenCalledWith("warn", "x");
  engine().say({ type: "nonsense" });
  expect(listener.log).toHaveBeenLastCalledWith("error", expect.stringContaining("unknown"));
});

it("starts a grown engine again at once when it dies, and answers open questions", async () => {
  const open = link.ask({ type: "stopStream" });
  now = 60_000;
  engine().exit(139);
  expect(await open).toEqual({ code: "engine-died" });
  expect(listener.died).toHaveBeenCalledWith(139);
  vi.advanceTimersByTime(0);
  expect(engines).toHaveLength(2);
  expect(listener.started).toHaveBeenCalledTimes(2);
});

it("waits a moment when it dies young, but less than 5 s", () => {
  now = 100;
  engine().exit(1);
  vi.advanceTimersByTime(1000);
  expect(engines).toHaveLength(1);
  vi.advanceTimersByTime(3999);
  expect(engines).toHaveLength(2);
});

it("pauses longer and longer for one that keeps dying, but never more than 30 s", () => {
  for (let deaths = 1; deaths <= 12; deaths++) {
    engine().exit(1);
    vi.advanceTimersByTime(30_000);
    expect(engines).toHaveLength(deaths + 1);
  }
  engine().exit(1);
  vi.advanceTimersByTime(29_000);
  expect(engines).toHaveLength(13);
});

it("answers while there is no engine", async () => {
  engine().exit(1);
  expect(await link.ask({ type: "stopStream" })).toEqual({ code: "engine-died" });
});

it("closes in order: shutDown, answer, end; and never starts again", async () => {
  const closed = link.close();
  expect(engine().last().request.command).toEqual({ type: "shutDown" });
  expect(engine().killed).toBe(false);
  engine().say({ type: "done", id: engine().last().request.id, problem: null });
  await closed;
  expect(engine().killed).toBe(true);
  engine().exit(0);
  vi.advanceTimersByTime(60_000);
  expect(engines).toHaveLength(1);
  expect(listener.died).not.toHaveBeenCalled();
});

it("ends an engine that does not answer within 5 s", async () => {
  const closed = link.close();
  vi.advanceTimersByTime(5000);
  await closed;
  expect(engine().killed).toBe(true);
});

it("ends an engine whose stop takes longer than 5 s", async () => {
  now = 60_000;
  const stopped = link.ask({ type: "stopStream" });
  vi.advanceTimersByTime(6000);
  expect(engine().killed).toBe(true);
  engine().exit(null);
  expect(await stopped).toEqual({ code: "engine-died" });
});
