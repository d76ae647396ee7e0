import { dirname } from "node:path";
import type { Channel } from "../contract/channel";
import type { ArmedDestination, EngineCommand, EngineSettings, RecordingOrder } from "../contract/engine";
import type { FfmpegAbility } from "../contract/encoder";
import type { Problem } from "../contract/problem";
import type { Settings } from "../contract/settings";
import type { EngineStatus } from "../contract/status";
import { engineSettings } from "./engine-settings";
import { folderProblem, freeFile } from "./recording-file";

/** What main's part of the broadcast needs from around it. */
export interface BroadcastHost {
  ask(command: EngineCommand): Promise<Problem | null>;
  settings(): Settings;
  /** The mixer's, of the open collection. */
  channels(): readonly Channel[];
  /** The destinations that are switched on, with their secrets. */
  armed(): ArmedDestination[];
  /** A recording under a name no file has yet, or the problem with its folder. */
  newRecording(what?: "replay"): Promise<RecordingOrder | Problem>;
  /** The ffmpeg to use, or why there is none. */
  ffmpeg(): Promise<FfmpegAbility | Problem>;
  /** Where the engine may put short-lived files with keys: a folder only the owner can read. */
  keyFolder: string;
  /** Where the page's private files are memory; null where they are not. */
  pageFiles: string | null;
}

/**
 * What is meant to run, kept here so that it outlives the engine: when a new engine comes up it is told all of it again.
 */
export class Broadcast {
  private streaming: ArmedDestination[] | null = null;
  private rehearsing = false;
  private recordings: RecordingOrder[] = [];
  private paused = false;
  private ready: Promise<Problem[]> = Promise.resolve([]);
  /** What the engine was last told to encode. */
  private configured: EngineSettings | null = null;

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

  /** Recordings that broke off or ended by themselves are over: they hold no settings and are not resumed. */
  heard(status: EngineStatus): void {
    const over = new Set(status.recordings.filter((r) => r.phase === "failed" || r.phase === "idle").map((r) => r.id));
    this.recordings = this.recordings.filter(({ id }) => !over.has(id));
  }

  /** Tells a fresh engine what it is to be and, after a crash, what it was doing. Answers what could not be resumed. */
  engineStarted(): Promise<Problem[]> {
    this.ready = this.setUp();
    return this.ready;
  }

  private async setUp(): Promise<Problem[]> {
    const ffmpeg = await this.host.ffmpeg();
    if ("code" in ffmpeg) return [];
    const problems: Problem[] = [];
    const tell = async (command: EngineCommand) => {
      const problem = await this.host.ask(command);
      if (problem !== null) problems.push(problem);
      return problem === null;
    };
    const { replay } = this.host.settings();
    const { keyFolder, pageFiles } = this.host;
    if (!(await tell({ type: "setUp", ffmpeg, keyFolder, pageFiles }))) return problems;
    this.configured = engineSettings(this.host.settings(), this.host.channels());
    if (!(await tell({ type: "configure", settings: this.configured }))) return problems;
    if (replay.on) await tell({ type: "configureReplay", replay });
    if (this.rehearsing) await tell({ type: "rehearse", on: true });
    if (this.streaming !== null) await tell(this.start(this.streaming));
    for (const recording of this.recordings) {
      // What the old engine wrote is finished; going on needs a file of its own.
      recording.file = await freeFile(recording.file);
      await tell({ type: "startRecording", recording });
    }
    if (this.paused) await tell({ type: "pauseRecordings", paused: true });
    return problems;
  }

  /** Waits for the engine to be set up; answers why nothing can be encoded, or null. */
  private async notReady(): Promise<Problem | null> {
    await this.ready;
    const ffmpeg = await this.host.ffmpeg();
    return "code" in ffmpeg ? ffmpeg : null;
  }

  /** Goes live to these destinations; by default to all that are switched on. */
  async startStream(destinations?: ArmedDestination[]): Promise<Problem | null> {
    const notReady = await this.notReady();
    if (notReady !== null || this.streaming !== null) return notReady;
    const wanted = destinations ?? this.host.armed();
    if (wanted.length === 0) return { code: "no-output" };
    this.streaming = wanted;
    const problem = await this.host.ask(this.start(wanted));
    if (problem !== null) this.streaming = null;
    return problem;
  }

  /** Ends the stream. What a delay holds back is still sent, which takes its time, unless it is `cut`. */
  stopStream(cut = false): Promise<Problem | null> {
    this.streaming = null;
    return this.host.ask({ type: "stopStream", cut });
  }

  private start(destinations: ArmedDestination[]): EngineCommand {
    return { type: "startStream", destinations, settings: this.host.settings().stream };
  }

  async rehearse(on: boolean): Promise<Problem | null> {
    const notReady = on ? await this.notReady() : null;
    if (notReady !== null) return notReady;
    const before = this.rehearsing;
    this.rehearsing = on;
    const problem = await this.host.ask({ type: "rehearse", on });
    if (problem !== null) this.rehearsing = before;
    return problem;
  }

  /** Records into the given file, by default into a new one in the recording folder. */
  async startRecording(given?: RecordingOrder): Promise<Problem | null> {
    const notReady = await this.notReady();
    if (notReady !== null) return notReady;
    const made = given ?? (await this.host.newRecording());
    if ("code" in made) return made;
    const folder = await folderProblem(dirname(made.file));
    if (folder !== null) return folder;
    this.recordings.push(made);
    const problem = await this.host.ask({ type: "startRecording", recording: made });
    if (problem !== null) this.recordings = this.recordings.filter(({ id }) => id !== made.id);
    return problem;
  }

  /** A recording under a name no file has yet, or the problem with its folder. */
  newRecording(): Promise<RecordingOrder | Problem> {
    return this.host.newRecording();
  }

  /** Leaves out of all recordings what comes, until they are resumed; those that begin later are not paused. */
  pauseRecording(paused: boolean): Promise<Problem | null> {
    this.paused = paused && this.recording;
    return this.host.ask({ type: "pauseRecordings", paused: this.paused });
  }

  /** True while recordings are paused. */
  get recordingPaused(): boolean {
    return this.paused;
  }

  /** All recordings go on in a new file. */
  splitRecording(): Promise<Problem | null> {
    return this.host.ask({ type: "splitRecordings" });
  }

  /** Writes the last seconds to a new file in the recording folder; answers when it is whole. */
  async saveReplay(): Promise<Problem | null> {
    const notReady = await this.notReady();
    if (notReady !== null) return notReady;
    const made = await this.host.newRecording("replay");
    if ("code" in made) return made;
    return this.host.ask({ type: "saveReplay", file: made.file, container: made.container });
  }

  /** A chapter begins in all recordings. */
  markChapter(): Promise<Problem | null> {
    return this.host.ask({ type: "markChapter" });
  }

  stopRecording(): Promise<Problem | null> {
    this.recordings = [];
    this.paused = false;
    return this.host.ask({ type: "stopRecording", id: null });
  }

  retry(id: string): Promise<Problem | null> {
    return this.host.ask({ type: "retryDestination", id });
  }

  /** Brings the engine's settings up to date; those of the encoder are refused while they are in use. */
  async configure(now: Settings, next: Settings): Promise<Problem | null> {
    const sameEncode = same([now.video, now.encoder], [next.video, next.encoder]);
    if (!sameEncode && this.encoding) return { code: "locked-while-encoding" };
    const sameReplay = same(now.replay, next.replay);
    if ((sameEncode && sameReplay) || (await this.notReady()) !== null) return null;
    if (!sameReplay) await this.host.ask({ type: "configureReplay", replay: next.replay });
    if (sameEncode) return null;
    this.configured = engineSettings(next, this.host.channels());
    return this.host.ask({ type: "configure", settings: this.configured });
  }

  /** Settings or channels may have changed which tracks recordings are to have: the encoder gets them with its next start. */
  async tracksChanged(): Promise<void> {
    if ((await this.notReady()) !== null) return;
    const wanted = engineSettings(this.host.settings(), this.host.channels());
    if (same(wanted, this.configured)) return;
    this.configured = wanted;
    // Only a dead engine refuses this, and the next one is told anyway.
    await this.host.ask({ type: "configure", settings: wanted });
  }

  /**
   * Carries a change of the switched-on destinations over to the running stream. What the change does not touch goes
   * on undisturbed, also destinations that were never in the settings.
   */
  async destinationsChanged(before: ArmedDestination[], after: ArmedDestination[]): Promise<Problem | null> {
    if (this.streaming === null) return null;
    let problem: Problem | null = null;
    for (const command of destinationCommands(before, after)) {
      problem = (await this.host.ask(command)) ?? problem;
      const id = command.type === "addDestination" ? command.destination.destination.id : command.id;
      this.streaming = this.streaming.filter(({ destination }) => destination.id !== id);
      if (command.type === "addDestination") this.streaming.push(command.destination);
    }
    return problem;
  }
}

type DestinationCommand = Extract<EngineCommand, { type: "addDestination" | "removeDestination" }>;

/** The commands that turn one set of destinations into another; one that leads elsewhere is taken off and put on again. */
export function destinationCommands(before: ArmedDestination[], after: ArmedDestination[]): DestinationCommand[] {
  const sameWay = (one: ArmedDestination, other: ArmedDestination) =>
    one.destination.id === other.destination.id &&
    same(one.destination.target, other.destination.target) &&
    same(one.secrets, other.secrets);
  const gone = before.filter((one) => !after.some((other) => sameWay(one, other)));
  const fresh = after.filter((one) => !before.some((other) => sameWay(one, other)));
  return [
    ...gone.map((one) => ({ type: "removeDestination" as const, id: one.destination.id })),
    ...fresh.map((one) => ({ type: "addDestination" as const, destination: one })),
  ];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
