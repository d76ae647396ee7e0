import { type EngineCommand, EngineEvent, type EngineRequest } from "../contract/engine";
import type { Problem } from "../contract/problem";
import type { EngineStatus } from "../contract/status";

/** One running engine, as the link sees it; `P` is the kind of port that can be handed over. */
export interface EngineProcess<P> {
  post(request: EngineRequest, ports: P[]): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

export interface EngineLinkListener {
  /** A process is up and knows nothing yet. */
  started(): void;
  /** It ended without being asked to; the next one comes by itself. */
  died(code: number | null): void;
  status(status: EngineStatus): void;
  log(level: "debug" | "info" | "warn" | "error", text: string): void;
}

/**
 * An engine that dies younger than this, in ms, is started again only after a pause, which doubles with each such
 * death in a row up to a longest one.
 */
const YOUNG = 5000;
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30_000;

/** How long an ordered stop may take, in ms, before the engine is ended the hard way. */
const SHUTDOWN_DEADLINE = 5000;

/** Commands that promise to be done within 5 s, and when the engine is held to that, in ms. */
const stops: ReadonlySet<EngineCommand["type"]> = new Set(["stopStream", "stopRecording", "removeDestination"]);
const STOP_DEADLINE = 6000;

/** Questions and answers with the engine process, which is started again whenever it dies. */
export class EngineLink<P> {
  private process: EngineProcess<P> | null = null;
  private bornAt = 0;
  private youngDeaths = 0;
  private closing = false;
  private nextId = 1;
  private restart: NodeJS.Timeout | null = null;
  private readonly pending = new Map<number, (problem: Problem | null) => void>();

  constructor(
    private readonly spawn: () => EngineProcess<P>,
    private readonly listener: EngineLinkListener,
    private readonly now: () => number = () => performance.now(),
  ) {}

  start(): void {
    const process = this.spawn();
    this.process = process;
    this.bornAt = this.now();
    process.onMessage((message) => this.receive(message));
    process.onExit((code) => this.exited(process, code));
    this.listener.started();
  }

  /** Resolves with null when done, or with the problem that refused it; never rejects. */
  ask(command: EngineCommand, ports: P[] = []): Promise<Problem | null> {
    const process = this.process;
    if (process === null) return Promise.resolve({ code: "engine-died" });
    const id = this.nextId++;
    return new Promise((resolve) => {
      const deadline = stops.has(command.type) ? setTimeout(() => this.giveUp(process, command.type), STOP_DEADLINE) : undefined;
      this.pending.set(id, (problem) => {
        clearTimeout(deadline);
        resolve(problem);
      });
      process.post({ id, command }, ports);
    });
  }

  /** Has the engine finalise everything, then ends it. Takes at most SHUTDOWN_DEADLINE. */
  async close(): Promise<void> {
    this.closing = true;
    if (this.restart !== null) clearTimeout(this.restart);
    const process = this.process;
    if (process === null) return;
    let deadline: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      deadline = setTimeout(() => {
        this.listener.log("error", `engine did not shut down within ${SHUTDOWN_DEADLINE} ms, ending it`);
        resolve();
      }, SHUTDOWN_DEADLINE);
    });
    await Promise.race([this.ask({ type: "shutDown" }), late]);
    clearTimeout(deadline);
    process.kill();
  }

  /** An engine that cannot even stop is stuck: ending it closes its outputs, and a new one takes over what remains. */
  private giveUp(process: EngineProcess<P>, command: string): void {
    this.listener.log("error", `engine did not finish ${command} within ${STOP_DEADLINE} ms, ending it`);
    process.kill();
  }

  private receive(message: unknown): void {
    const parsed = EngineEvent.safeParse(message);
    if (!parsed.success) {
      this.listener.log("error", `engine sent something unknown: ${parsed.error.message}`);
      return;
    }
    const event = parsed.data;
    if (event.type === "status") this.listener.status(event.status);
    else if (event.type === "log") this.listener.log(event.level, event.text);
    else {
      this.pending.get(event.id)?.(event.problem);
      this.pending.delete(event.id);
    }
  }

  private exited(process: EngineProcess<P>, code: number | null): void {
    if (process !== this.process) return;
    this.process = null;
    for (const resolve of this.pending.values()) resolve(this.closing ? null : { code: "engine-died" });
    this.pending.clear();
    if (this.closing) return;
    this.youngDeaths = this.now() - this.bornAt < YOUNG ? this.youngDeaths + 1 : 0;
    const pause = this.youngDeaths === 0 ? 0 : Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.youngDeaths - 1));
    this.listener.died(code);
    this.restart = setTimeout(() => this.start(), pause);
  }
}
