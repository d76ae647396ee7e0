import type { DestinationPhase } from "../../electron/contract/destination";
import type { ProblemCode } from "../../electron/contract/problem";
import type { EngineProcess } from "./engine-process";
import type { Line, Protocol } from "./line";
import type { Loss } from "./loss";

/** A fault of a server or of the way to it, tried on one of several destinations of a broadcast. */
export interface NetworkFault {
  readonly name: string;
  readonly protocols: readonly Protocol[];
  /** The server says no: to the key or to the passphrase. */
  readonly refuses?: true;
  /** Name of a computer that is called instead of the server's. */
  readonly called?: string;
  /** What the network is like before the broadcast begins. */
  readonly before?: (line: Line) => Promise<void> | void;
  /** Whether the destination is live before it happens; true when not given. */
  readonly live?: false;
  /** What happens; over when this resolves. */
  readonly happens: (line: Line, engine: EngineProcess) => Promise<void>;
  readonly limits: Limits;
}

/** A fault that needs an engine or an app of its own. */
export interface SoloFault {
  readonly name: string;
  /** Tried by `npm test` too. */
  readonly quick?: true;
  readonly try: (root: string) => Promise<Row[]>;
}

/** What is not given is not limited. */
export interface Limits {
  /** Seconds of picture that may be lost altogether. */
  readonly lost?: number;
  /** Longest time without a picture. */
  readonly hole?: number;
  /** Sound frames that may be lost. */
  readonly sound?: number;
  /** From the end of the fault to new media at the server. */
  readonly recovery?: number;
  /** From the last byte that left to the person being told that it is not live. */
  readonly noticed?: number;
  /** One of these must have been told. None: it must have been live all the time. */
  readonly told: readonly (ProblemCode | DestinationPhase)[];
}

/** One line of the table. */
export interface Row {
  readonly fault: string;
  /** What it was tried on. */
  readonly on: string;
  readonly loss: Loss | null;
  /** Seconds until it was as before; null when that is no question. */
  readonly recovery: number | null;
  /** What the user was told, in words. */
  readonly told: string;
  /** What is worse than it may be; empty when all is well. */
  readonly breaches: readonly string[];
}
