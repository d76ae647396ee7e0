import type { FfmpegAbility } from "../contract/encoder";
import type { MediaOrder } from "../contract/feed";
import type { ArmedDestination, EngineCommand, EngineEvent, EngineSettings } from "../contract/engine";
import { ProblemError } from "../contract/problem";
import { defaultSettings } from "../contract/settings";
import type { EngineStatus, ProgramStatus } from "../contract/status";
import { broadcastPhase } from "./broadcast-state";
import { checkEncoding, chooseEncoder } from "./encoder/settings-check";
import { encoderOff } from "./encoder/state";
import { systemDisk } from "./health/disk";
import { LoadMeter } from "./health/load";
import { Media, type MediaPorts } from "./media/media";
import { DestinationOutput } from "./outputs/destination";
import { removeLeftoverKeys } from "./outputs/key-file";
import { Recordings } from "./recording/recordings";
import { PreviewServer } from "./preview/preview-server";
import type { Port } from "./program/port";
import { drawSlate } from "./program/slate";
import { StageLink } from "./program/stage-link";
import { Replay } from "./replay/replay";
import { Session } from "./session";

/** How often figures are told, in ms; transitions are told at once. */
const STATUS_INTERVAL = 1000;

interface Machine {
  readonly ffmpeg: FfmpegAbility;
  readonly keyFolder: string;
  readonly pageFiles: string | null;
}

/**
 * The engine: wires program, encoder, bus and outputs, and keeps the encode running exactly as long as something
 * needs it (streaming, recording, rehearsing). Knows nothing of Electron; commands and ports come from outside.
 */
export class Engine {
  private readonly tell: (event: EngineEvent) => void;
  private machine: Machine | null = null;
  private setUp: (machine: Machine) => void = () => undefined;
  private readonly known = new Promise<Machine>((resolve) => (this.setUp = resolve));
  private readonly media = new Set<Media>();
  private settings: EngineSettings = { video: defaultSettings.video, encoder: defaultSettings.encoder };
  private stage: StageLink | null = null;
  private mixer: Port | null = null;

  private session: Session | null = null;
  /** The figures of the session before, told until the next one begins. */
  private lastProgram: ProgramStatus | null = null;
  /** The encode is being started or ended. */
  private turning: Promise<void> | null = null;
  private preview: PreviewServer | null = null;
  private leavePreview: () => void = () => undefined;

  private streaming = false;
  private stopping = false;
  /** Seconds for which destinations are held back. */
  private delay = 0;
  private rehearsing = false;
  private readonly destinations = new Map<string, DestinationOutput>();
  private readonly recordings: Recordings;
  private readonly replay = new Replay(() => this.changed());

  private phase: EngineStatus["broadcast"] = { phase: "off", since: Date.now() };
  private readonly load = new LoadMeter();
  private health = { cpu: 0, speed: 0, diskFree: null as number | null };
  private readonly ticker: NodeJS.Timeout;
  private told = false;

  constructor(tell: (event: EngineEvent) => void, disk = systemDisk) {
    this.tell = tell;
    this.recordings = new Recordings({
      disk,
      ffmpeg: () => this.machine?.ffmpeg ?? null,
      encode: () => this.session,
      follow: () => this.follow(),
      onChange: () => this.changed(),
    });
    this.ticker = setInterval(() => void this.measure(), STATUS_INTERVAL);
  }

  /** Carries out one command; throws a ProblemError when it is refused. */
  async handle(command: EngineCommand): Promise<void> {
    switch (command.type) {
      case "setUp":
        this.machine = command;
        this.setUp(command);
        return removeLeftoverKeys(command.keyFolder);
      case "configure":
        return this.configure(command.settings);
      case "attach":
      case "openMedia":
        return; // the ports come with the message, see `attach` and `openMedia`
      case "rehearse":
        return this.rehearse(command.on);
      case "startStream":
        return this.startStream(command.destinations, command.settings?.delay ?? 0);
      case "stopStream":
        return this.stopStream(command.cut ?? false);
      case "addDestination":
        return this.addDestination(command.destination);
      case "removeDestination":
        return this.removeDestination(command.id);
      case "retryDestination":
        return this.destinations.get(command.id)?.retry();
      case "startRecording":
        return this.recordings.start(command.recording);
      case "stopRecording":
        return this.recordings.stop(command.id);
      case "pauseRecordings":
        return this.recordings.pause(command.paused);
      case "splitRecordings":
        return this.recordings.split();
      case "configureReplay":
        return this.replay.configure(command.replay);
      case "saveReplay":
        if (this.machine === null) throw new ProblemError({ code: "ffmpeg-missing" });
        return this.replay.save(this.machine.ffmpeg.path, command.file, command.container);
      case "markChapter":
        return this.recordings.mark();
      case "finishRecordings":
        if (this.machine === null) throw new ProblemError({ code: "ffmpeg-missing" });
        return this.recordings.finish(command.files);
      case "shutDown":
        return this.shutDown();
    }
  }

  /** Connects the window's stage and mixer; a pair from before is left. */
  attach(stage: Port, mixer: Port): void {
    this.stage?.close();
    this.mixer?.close();
    this.stage = new StageLink(stage, () => this.machine?.pageFiles ?? null, (text) => this.log("warn", text));
    this.mixer = mixer;
    mixer.onMessage((message) => this.session?.hear(message));
    this.session?.follow(this.stage);
  }

  /** Plays a file for a source of the window, until the control port closes. */
  openMedia(order: MediaOrder, ports: MediaPorts): void {
    const media = new Media(this.known, order, ports, () => void this.media.delete(media));
    this.media.add(media);
  }

  private configure(settings: EngineSettings): void {
    const refused = checkEncoding(settings.video, settings.encoder);
    if (refused !== null) throw new ProblemError(refused);
    const of = ({ video, encoder }: EngineSettings): string => JSON.stringify([video, encoder]);
    const same = of(settings) === of(this.settings);
    if (this.session !== null && !same) throw new ProblemError({ code: "encoder-settings-refused", subject: "on air" });
    this.settings = settings;
    if (!same) this.lastProgram = null;
  }

  private async rehearse(on: boolean): Promise<void> {
    this.rehearsing = on;
    try {
      await this.follow();
    } catch (error) {
      this.rehearsing = false;
      throw error;
    }
  }

  private async startStream(destinations: readonly ArmedDestination[], delay: number): Promise<void> {
    if (this.streaming) return;
    if (destinations.length === 0) throw new ProblemError({ code: "no-output" });
    if (this.stopping) await this.stopStream(true);
    this.streaming = true;
    this.delay = delay;
    try {
      await this.follow();
    } catch (error) {
      this.streaming = false;
      throw error;
    }
    this.destinations.clear();
    for (const armed of destinations) this.startDestination(armed);
    this.changed();
  }

  private async stopStream(cut: boolean): Promise<void> {
    const outputs = [...this.destinations.values()];
    if (this.stopping && cut) await Promise.all(outputs.map((output) => output.stop()));
    if (!this.streaming || this.stopping) return;
    this.stopping = true;
    this.changed();
    this.streaming = false;
    const end = async (): Promise<void> => {
      try {
        // When nothing else needs the encode it is flushed first, so that the last pictures arrive everywhere.
        await this.follow();
        await Promise.all(outputs.map((output) => (cut ? output.stop() : output.drain())));
      } finally {
        this.stopping = false;
        this.changed();
      }
    };
    const ended = end();
    if (cut || this.delay === 0) return ended;
    ended.catch((error: unknown) => this.log("error", String(error))); // sending what is held back may take long
  }

  private startDestination(armed: ArmedDestination): void {
    const { session, machine } = this;
    if (session === null || machine === null) return;
    const output = new DestinationOutput({
      armed,
      bus: session.bus,
      ffmpeg: machine.ffmpeg,
      keyFolder: machine.keyFolder,
      bitrate: this.settings.encoder.videoBitrate + this.settings.encoder.audioBitrate,
      delay: this.delay * 1000,
      onChange: () => this.changed(),
    });
    this.destinations.set(armed.destination.id, output);
    output.start();
  }

  private async addDestination(armed: ArmedDestination): Promise<void> {
    if (!this.streaming) return;
    await this.removeDestination(armed.destination.id);
    this.startDestination(armed);
    this.changed();
  }

  private async removeDestination(id: string): Promise<void> {
    const output = this.destinations.get(id);
    if (output === undefined) return;
    await output.stop();
    this.destinations.delete(id);
    this.changed();
  }

  private async shutDown(): Promise<void> {
    this.stopping = this.streaming;
    this.streaming = false;
    this.rehearsing = false;
    this.recordings.release();
    await this.follow();
    await Promise.all([...[...this.destinations.values()].map((d) => d.stop()), this.recordings.close()]);
    await Promise.all([this.replay.close(), ...[...this.media].map((media) => media.close())]);
    this.stopping = false;
    // At once: after the answer to this command nobody listens any more.
    this.tell({ type: "status", status: this.status() });
    clearInterval(this.ticker);
    this.stage?.close();
    this.mixer?.close();
    await this.preview?.close();
  }

  private get needed(): boolean {
    return this.streaming || this.rehearsing || this.recordings.running;
  }

  /** Starts the encode when something needs it, ends it when nothing does any more; one at a time, however many ask. */
  private async follow(): Promise<void> {
    while (this.turning !== null || this.needed !== (this.session !== null)) {
      if (this.turning !== null) await this.turning.catch(() => undefined); // told to who began it
      else {
        this.turning = (this.needed ? this.startSession() : this.endSession()).finally(() => (this.turning = null));
        await this.turning;
      }
    }
    this.changed();
  }

  private async startSession(): Promise<void> {
    const { machine, settings } = this;
    if (machine === null) throw new ProblemError({ code: "ffmpeg-missing" });
    const encoder = chooseEncoder(settings.encoder, machine.ffmpeg);
    if (typeof encoder !== "string") throw new ProblemError(encoder);
    const [slate, preview] = await Promise.all([
      drawSlate(machine.ffmpeg.path, settings.video),
      this.preview ?? PreviewServer.start(),
    ]);
    this.preview = preview;
    this.session = new Session({
      ffmpeg: machine.ffmpeg,
      encoder,
      settings,
      slate,
      onChange: () => this.changed(),
      log: (text) => this.log("warn", text),
    });
    this.leavePreview = preview.attach(this.session.bus);
    this.replay.follow(this.session.bus, settings);
    this.session.start(this.stage);
  }

  private async endSession(): Promise<void> {
    const { session } = this;
    if (session === null) return;
    await session.stop();
    this.lastProgram = { ...session.programStatus, slate: false };
    this.leavePreview();
    this.session = null;
  }

  private async measure(): Promise<void> {
    this.session?.adapt(this.streaming ? [...this.destinations.values()].map((d) => d.status()) : []);
    const load = await this.load.measure(this.session?.encoderPid, this.helperPids());
    const diskFree = this.recordings.measureSpace(((this.session?.recordedBitrate ?? 0) * 1000) / 8);
    this.health = { cpu: load.encoder + load.helpers, speed: load.headroom, diskFree };
    this.tell({ type: "status", status: this.status() });
  }

  private helperPids(): number[] {
    return [
      ...[...this.destinations.values()].flatMap((d) => d.pid ?? []),
      ...[this.recordings, ...this.media].flatMap(({ pids }) => pids),
    ];
  }

  /** Tells the status once for all transitions of this moment. */
  private changed(): void {
    if (this.told) return;
    this.told = true;
    setImmediate(() => {
      this.told = false;
      this.tell({ type: "status", status: this.status() });
    });
  }

  private log(level: "warn" | "error", text: string): void {
    this.tell({ type: "log", level, text });
  }

  /** The whole truth of this moment. */
  status(): EngineStatus {
    const destinations = [...this.destinations.values()].map((d) => d.status());
    const encoder = this.session?.encoderState ?? encoderOff;
    const phase = broadcastPhase({
      streaming: this.streaming,
      stopping: this.stopping,
      rehearsing: this.rehearsing,
      encoderFailed: encoder.phase === "failed",
      destinations: destinations.map((d) => d.phase),
    });
    if (phase !== this.phase.phase) this.phase = { phase, since: Date.now() };
    return {
      at: Date.now(),
      broadcast: this.phase,
      encoder: {
        phase: encoder.phase,
        encoder: this.session?.encoder ?? null,
        ...(this.session?.output ?? { fps: 0, bitrate: 0 }),
        speed: this.health.speed,
        dynamic: this.session?.bitrateStatus ?? null,
        restarts: encoder.restarts,
        problem: encoder.problem,
      },
      program: this.session?.programStatus ?? this.lastProgram ?? idleProgram(this.settings),
      destinations,
      recordings: this.recordings.status(),
      replay: this.replay.status(),
      preview: { url: this.session === null ? null : (this.preview?.url ?? null) },
      health: { cpu: this.health.cpu, diskFree: this.health.diskFree },
    };
  }
}

function idleProgram(settings: EngineSettings): ProgramStatus {
  return { format: settings.video, frames: 0, repeated: 0, skipped: 0, dropped: 0, slate: false, silenceMs: 0 };
}

