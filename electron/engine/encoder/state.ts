import type { Problem } from "../../contract/problem";
import type { EncoderPhase } from "../../contract/status";

/** The encoder as a state. `failures` counts encoders in a row that died without giving a single byte. */
export interface EncoderState {
  readonly phase: EncoderPhase;
  readonly failures: number;
  readonly restarts: number;
  readonly problem: Problem | null;
}

export type EncoderEvent =
  | { type: "start" }
  /** The first bytes came out. */
  | { type: "output" }
  | { type: "died"; problem: Problem }
  | { type: "respawned" }
  | { type: "stop" }
  | { type: "ended" };

export const encoderOff: EncoderState = { phase: "off", failures: 0, restarts: 0, problem: null };

/** After so many encoders in a row that gave nothing, another would not either. */
const MAX_FAILURES = 3;

/** The next state. Events that make no sense in a phase leave it as it is. */
export function nextEncoderState(state: EncoderState, event: EncoderEvent): EncoderState {
  switch (event.type) {
    case "start":
      return state.phase === "off" || state.phase === "failed" ? { ...encoderOff, phase: "starting" } : state;
    case "output":
      return state.phase === "starting" ? { ...state, phase: "running", failures: 0, problem: null } : state;
    case "died": {
      if (state.phase === "stopping") return encoderOff;
      if (state.phase !== "starting" && state.phase !== "running") return state;
      const failures = state.phase === "starting" ? state.failures + 1 : 0;
      const phase = failures >= MAX_FAILURES ? "failed" : "restarting";
      return { phase, failures, restarts: state.restarts + 1, problem: event.problem };
    }
    case "respawned":
      return state.phase === "restarting" ? { ...state, phase: "starting" } : state;
    case "stop":
      return state.phase === "off" || state.phase === "failed" || state.phase === "restarting"
        ? encoderOff
        : { ...state, phase: "stopping" };
    case "ended":
      return state.phase === "stopping" ? encoderOff : state;
  }
}
