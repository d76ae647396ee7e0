import { describe, expect, it } from "vitest";
import type { DestinationPhase } from "../../contract/destination";
import type { Problem } from "../../contract/problem";
import {
  type DestinationEvent,
  type DestinationState,
  idleDestination,
  isAway,
  isWorthCalling,
  nextDestinationState,
  reconnectDelay,
} from "./destination-state";

const NOW = 1_000_000;
const LATER = 2_000_000;
const MIDDLE = 0.5;
const lost: Problem = { code: "connection-lost", subject: "Ingest" };
const invalid: Problem = { code: "url-invalid", subject: "Ingest" };

const start: DestinationEvent = { type: "start", refusal: null };
const retry: DestinationEvent = { type: "retry", refusal: null };
const loss: DestinationEvent = { type: "lost", problem: lost, listens: false };
const listenerLoss: DestinationEvent = { type: "lost", problem: lost, listens: true };
const complaint: DestinationEvent = { type: "complaint", problem: { code: "passphrase-refused" } };
const [listening, delivered, due, stop, finished] = (["listening", "delivered", "due", "stop", "finished"] as const).map(
  (type): DestinationEvent => ({ type }),
) as [DestinationEvent, DestinationEvent, DestinationEvent, DestinationEvent, DestinationEvent];

function after(...events: DestinationEvent[]): DestinationState {
  return events.reduce((state, event) => nextDestinationState(state, event, NOW, MIDDLE).state, idleDestination(NOW));
}

/** One state of every kind. */
const states = {
  idle: idleDestination(NOW),
  connecting: after(start),
  waiting: after(start, listening),
  live: after(start, delivered),
  pausing: after(start, loss),
  trying: after(start, loss, due),
  failed: after({ type: "start", refusal: invalid }),
  stopping: after(start, delivered, stop),
} satisfies Record<string, DestinationState>;
type Kind = keyof typeof states;

const events = { start, listening, complaint, delivered, loss, listenerLoss, due, retry, stop, finished };

/** What every event does in every state: new phase, then effects. What is not named here must change nothing. */
const table: Record<Kind, Partial<Record<keyof typeof events, [DestinationPhase, ...string[]]>>> = {
  idle: { start: ["connecting", "connect"] },
  connecting: {
    listening: ["waiting"],
    delivered: ["live"],
    loss: ["reconnecting", "wait"],
    listenerLoss: ["reconnecting", "wait"],
    stop: ["stopping", "finish"],
  },
  waiting: {
    complaint: ["waiting"],
    delivered: ["live"],
    loss: ["reconnecting", "wait"],
    listenerLoss: ["reconnecting", "wait"],
    stop: ["stopping", "finish"],
  },
  live: {
    loss: ["reconnecting", "wait"],
    listenerLoss: ["waiting", "connect"],
    stop: ["stopping", "finish"],
  },
  pausing: {
    due: ["reconnecting", "connect"],
    retry: ["reconnecting", "cancelWait", "connect"],
    stop: ["idle", "cancelWait"],
  },
  trying: {
    listening: ["waiting"],
    delivered: ["live"],
    loss: ["reconnecting", "wait"],
    listenerLoss: ["reconnecting", "wait"],
    stop: ["stopping", "finish"],
  },
  failed: { start: ["connecting", "connect"], retry: ["connecting", "connect"], stop: ["idle", "cancelWait"] },
  stopping: { loss: ["idle"], listenerLoss: ["idle"], finished: ["idle"] },
};

describe("nextDestinationState", () => {
  for (const kind of Object.keys(states) as Kind[]) {
    for (const name of Object.keys(events) as (keyof typeof events)[]) {
      const expected = table[kind][name];
      it(`${kind} + ${name}: ${expected?.join(", ") ?? "nothing"}`, () => {
        const { state, effects } = nextDestinationState(states[kind], events[name], LATER, MIDDLE);
        if (expected === undefined) {
          expect(state).toBe(states[kind]);
          expect(effects).toEqual([]);
          return;
        }
        const [phase, ...types] = expected;
        expect(state.phase).toBe(phase);
        expect(effects.map((effect) => effect.type)).toEqual(types);
        expect(state.since).toBe(phase === states[kind].phase ? NOW : LATER);
      });
    }
  }

  it("tells the problem of a first connect that failed, and when it will be tried again", () => {
    expect(nextDestinationState(states.connecting, loss, LATER, MIDDLE)).toEqual({
      state: { phase: "reconnecting", since: LATER, attempt: 1, retryAt: LATER + 2000, problem: lost },
      effects: [{ type: "wait", ms: 2000 }],
    });
  });

  it("counts attempts until media is delivered, and forgets the problem then", () => {
    const third = after(start, loss, due, loss, due, loss);
    expect(third).toMatchObject({ attempt: 3, retryAt: NOW + 4500 });
    expect(nextDestinationState(third, retry, NOW, MIDDLE).state).toMatchObject({ attempt: 3, retryAt: null, problem: lost });
    expect(after(start, loss, due, delivered)).toMatchObject({ phase: "live", attempt: 0, retryAt: null, problem: null });
  });

  it("does not retry settings that cannot work, and looks at them again when asked", () => {
    expect(states.failed).toEqual({ phase: "failed", since: NOW, attempt: 0, retryAt: null, problem: invalid });
    const again = nextDestinationState(states.failed, { type: "retry", refusal: invalid }, LATER, MIDDLE);
    expect(again.state.phase).toBe("failed");
    expect(again.effects).toEqual([]);
  });

  it("lets go of everything when it stops", () => {
    expect(after(start, loss, stop)).toEqual(idleDestination(NOW));
    expect(after(start, delivered, stop, finished)).toEqual(idleDestination(NOW));
    expect(after({ type: "start", refusal: invalid }, stop)).toEqual(idleDestination(NOW));
  });
});

describe("reconnectDelay", () => {
  it("calls again soon after a connection that was live", () => {
    for (const probes of [true, false]) {
      const lost: DestinationEvent = { type: "lost", problem: { code: "publisher-died" }, listens: false, probes };
      expect(nextDestinationState(states.live, lost, NOW, MIDDLE).effects).toEqual([{ type: "wait", ms: 300 }]);
    }
  });

  it("begins at 2 s and grows by half up to 30 s", () => {
    const delays = Array.from({ length: 9 }, (_, i) => reconnectDelay(i + 1, MIDDLE));
    expect(delays).toEqual([2000, 3000, 4500, 6750, 10_125, 15_188, 22_781, 30_000, 30_000]);
    expect(reconnectDelay(1000, MIDDLE)).toBe(30_000);
  });

  it("is jittered by 20 % and never above 30 s", () => {
    expect(reconnectDelay(1, 0)).toBe(1600);
    expect(reconnectDelay(1, 1)).toBe(2400);
    expect(reconnectDelay(50, 0)).toBe(24_000);
    expect(reconnectDelay(50, 1)).toBe(30_000);
  });
});

describe("a destination that is away", () => {
  const gone = (code: Problem["code"], attempts: number): DestinationState =>
    Array.from({ length: attempts }).reduce<DestinationState>(
      (state) => [{ type: "lost", problem: { code }, listens: false } as const, due].reduce((s, event) => nextDestinationState(s, event, NOW, MIDDLE).state, state),
      states.connecting,
    );
  const waitingFor = (code: Problem["code"], attempts: number): DestinationState =>
    nextDestinationState(gone(code, attempts - 1), { type: "lost", problem: { code }, listens: false }, NOW, MIDDLE).state;

  it("is called as soon as it can be reached", () => {
    const waiting = waitingFor("connection-refused", 9);
    expect(waiting).toMatchObject({ phase: "reconnecting", attempt: 9, retryAt: NOW + 30_000 });
    expect(isAway(waiting)).toBe(true);
    expect(isWorthCalling(waiting, false)).toBe(true);
    const { state, effects } = nextDestinationState(waiting, { type: "reachable" }, LATER, MIDDLE);
    expect(state).toEqual({ ...waiting, retryAt: null });
    expect(effects).toEqual([{ type: "cancelWait" }, { type: "connect" }]);
  });

  it("is left alone when it says no, or takes connections only to drop them", () => {
    expect(isAway(waitingFor("key-refused", 1))).toBe(false);
    expect(isAway(states.live)).toBe(false);
    expect(isWorthCalling(waitingFor("connection-lost", 1), false)).toBe(true);
    expect(isWorthCalling(waitingFor("connection-lost", 2), false)).toBe(false);
    expect(isWorthCalling(waitingFor("connection-lost", 2), true)).toBe(true);
  });

  it("is tried every second where only trying tells", () => {
    const event: DestinationEvent = { type: "lost", problem: { code: "unreachable" }, listens: false, probes: true };
    expect(nextDestinationState(gone("unreachable", 9), event, NOW, MIDDLE).effects).toEqual([{ type: "wait", ms: 1000 }]);
    const refused: DestinationEvent = { ...event, problem: { code: "passphrase-refused" } };
    expect(nextDestinationState(gone("unreachable", 9), refused, NOW, MIDDLE).effects).toEqual([{ type: "wait", ms: 30_000 }]);
  });

  it.each(["idle", "connecting", "waiting", "live", "trying", "failed", "stopping"] as const)("does not mind reachability while %s", (kind) => {
    const { state, effects } = nextDestinationState(states[kind], { type: "reachable" }, LATER, MIDDLE);
    expect(state).toBe(states[kind]);
    expect(effects).toEqual([]);
  });
});
