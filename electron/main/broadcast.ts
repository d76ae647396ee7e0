import type { ArmedDestination, EngineCommand, RecordingOrder } from "../contract/engine";
import type { FfmpegAbility } from "../contract/encoder";
import type { Problem } from "../contract/problem";
import type { Settings } from "../contract/settings";
import type { EngineStatus } from "../contract/status";

/** What main's part of the broadcast needs from around it. */
export interface BroadcastHost {
  ask(command: EngineCommand): Promise<Problem | null>;
  settings(): Settings;
  /** The enabled destinations with their secrets. */
  armed(): ArmedDestination[];
  /** A recording under a name no file has yet, or the problem with its folder. */
  newRecording(): Promise<RecordingOrder | Problem>;
  ffmpeg(): FfmpegAbility | null;
  keyFolder(): string;
}

const order = (made: RecordingOrder | Problem): made is RecordingOrder => "file" in made;

/**
 * What is meant to run, kept here so that it outlives the engine: when a new engine comes up it is told all of it again.
 */
export class Broadcast {
  private streaming: ArmedDestination[] | null = null;
  private rehearsing = false;
  private recordings: RecordingOrder[] = [];
  private status: EngineStatus | null = null;

  constructor(private readonly host: BroadcastHost) {}

  /** True while the encoder's settings are in use. */
  get encoding(): boolean {
    return this.streaming !== null || this.rehearsing || this.recordings.length > 0;
  }

  get onAir(): boolean {
    return this.streaming !== null;
  }

  get recording(): boolean {
    return this.recordings.length > 0;
  }

  heard(status: EngineStatus): void {
    this.status = status;
  }

  get lastStatus(): EngineStatus | null {
    return this.status;
  }

  /** Tells a fresh engine what it is to be and, after a crash, what it was doing. Answers what could not be resumed. */
  async engineStarted(): Promise<Problem[]> {
    const ffmpeg = this.host.ffmpeg();
    if (ffmpeg === null) return [{ code: "ffmpeg-missing" }];
    const problems: Problem[] = [];
    const tell = async (command: EngineCommand) => {
      const problem = await this.host.ask(command);
      if (problem !== null) problems.push(problem);
      return problem === null;
    };
    const { video, encoder } = this.host.settings();
    if (!(await tell({ type: "setUp", ffmpeg, keyFolder: this.host.keyFolder() }))) return problems;
    if (!(await tell({ type: "configure", settings: { video, encoder } }))) return problems;
    if (this.rehearsing) await tell({ type: "rehearse", on: true });
    if (this.streaming !== null) await tell({ type: "startStream", destinations: this.streaming });
    if (this.recordings.length > 0) {
      // The file the old engine wrote is finished; going on needs a new one.
      this.recordings = [];
      const problem = await this.startRecording();
      if (problem !== null) problems.push(problem);
    }
    return problems;
  }

  async startStream(): Promise<Problem | null> {
    if (this.streaming !== null) return null;
    if (this.host.ffmpeg() === null) return { code: "ffmpeg-missing" };
    const destinations = this.host.armed();
    if (destinations.length === 0) return { code: "no-output" };
    const problem = await this.host.ask({ type: "startStream", destinations });
    if (problem === null) this.streaming = destinations;
    return problem;
  }

  async stopStream(): Promise<Problem | null> {
    this.streaming = null;
    return this.host.ask({ type: "stopStream" });
  }

  async rehearse(on: boolean): Promise<Problem | null> {
    if (on && this.host.ffmpeg() === null) return { code: "ffmpeg-missing" };
    const problem = await this.host.ask({ type: "rehearse", on });
    if (problem === null) this.rehearsing = on;
    return problem;
  }

  async startRecording(given?: RecordingOrder): Promise<Problem | null> {
    if (this.host.ffmpeg() === null) return { code: "ffmpeg-missing" };
    const made = given ?? (await this.host.newRecording());
    if (!order(made)) return made;
    const problem = await this.host.ask({ type: "startRecording", recording: made });
    if (problem === null) this.recordings.push(made);
    return problem;
  }

  async stopRecording(): Promise<Problem | null> {
    this.recordings = [];
    return this.host.ask({ type: "stopRecording", id: null });
  }

  retry(id: string): Promise<Problem | null> {
    return this.host.ask({ type: "retryDestination", id });
  }

  /** Brings the engine's encoder settings up to date; refused while they are in use. */
  async configure(next: Settings): Promise<Problem | null> {
    const { video, encoder } = this.host.settings();
    if (same({ video, encoder }, { video: next.video, encoder: next.encoder })) return null;
    if (this.encoding) return { code: "locked-while-encoding" };
    if (this.host.ffmpeg() === null) return null;
    return this.host.ask({ type: "configure", settings: { video: next.video, encoder: next.encoder } });
  }

  /** Makes a running stream go exactly to the destinations that are armed now. */
  async destinationsChanged(): Promise<Problem | null> {
    const before = this.streaming;
    if (before === null) return null;
    const after = this.host.armed();
    this.streaming = after;
    let first: Problem | null = null;
    for (const command of destinationCommands(before, after)) {
      first = (await this.host.ask(command)) ?? first;
    }
    return first;
  }
}

/** The commands that turn one running set of destinations into another; one that changed is taken off and put on again. */
export function destinationCommands(before: ArmedDestination[], after: ArmedDestination[]): EngineCommand[] {
  const key = (armed: ArmedDestination) => armed.destination.id;
  const unchanged = (one: ArmedDestination) => after.some((other) => key(one) === key(other) && same(one, other));
  const kept = new Set(before.filter(unchanged).map(key));
  return [
    ...before.filter((one) => !kept.has(key(one))).map((one) => ({ type: "removeDestination" as const, id: key(one) })),
    ...after.filter((one) => !kept.has(key(one))).map((one) => ({ type: "addDestination" as const, destination: one })),
  ];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
