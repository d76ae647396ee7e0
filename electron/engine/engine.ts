import { dirname } from "node:path";
import type { FfmpegAbility } from "../contract/encoder";
import type { MediaOrder } from "../contract/feed";
import type { ArmedDestination, EngineCommand, EngineEvent, EngineSettings, RecordingOrder } from "../contract/engine";
import { ProblemError } from "../contract/problem";
import { defaultSettings } from "../contract/settings";
import type { EngineStatus, ProgramStatus } from "../contract/status";
import { broadcastPhase } from "./broadcast-state";
import { checkEncoding, chooseEncoder } from "./encoder/settings-check";
import { encoderOff } from "./encoder/state";
import { type Disk, SpaceWatch, systemDisk } from "./health/disk";
import { LoadMeter } from "./health/load";
import { Media, type MediaPorts } from "./media/media";
import { DestinationOutput } from "./outputs/destination";
import { removeLeftoverKeys } from "./outputs/key-file";
import { Recorder } from "./recording/recorder";
import { RecordingFinisher } from "./recording/finisher";
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
  private readonly recorders = new Map<string, Recorder>();
  /** Recordings that are wanted: the others in `recorders` are over and only still shown. */
  private readonly recording = new Map<string, RecordingOrder>();

  private readonly finisher = new RecordingFinisher({
    ffmpeg: () => this.machine?.ffmpeg.path ?? null,
    // A copy must not end what is being recorded beside it.
    spare: () => (this.recording.size > 0 ? this.disk.reserve : 0),
    onChange: () => this.changed(),
  });

  private readonly disk: Disk;
  private readonly space: SpaceWatch;
  private readonly replay = new Replay(() => this.changed());

  private phase: EngineStatus["broadcast"] = { phase: "off", since: Date.now() };
  private readonly load = new LoadMeter();
  private health = { cpu: 0, speed: 0, diskFree: null as number | null };
  private readonly ticker: NodeJS.Timeout;
  private told = false;

  constructor(tell: (event: EngineEvent) => void, disk = systemDisk) {
    this.tell = tell;
    this.disk = disk;
    this.space = new SpaceWatch(disk);
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
        return this.startRecording(command.recording);
      case "stopRecording":
        return this.stopRecording(command.id);
      case "pauseRecordings":
        for (const id of this.recording.keys()) this.recorders.get(id)?.pause(command.paused);
        return;
      case "splitRecordings":
        for (const id of this.recording.keys()) this.recorders.get(id)?.split();
        return;
      case "configureReplay":
        return this.replay.configure(command.replay);
      case "saveReplay":
        if (this.machine === null) throw new ProblemError({ code: "ffmpeg-missing" });
        return this.replay.save(this.machine.ffmpeg.path, command.file, command.container);
      case "markChapter":
        await Promise.all([...this.recording.keys()].map((id) => this.recorders.get(id)?.mark()));
        return;
      case "finishRecordings":
        if (this.machine === null) throw new ProblemError({ code: "ffmpeg-missing" });
        for (const file of command.files) this.finisher.add(file);
        return;
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

  private async startRecording(order: RecordingOrder): Promise<void> {
    if (this.recording.has(order.id)) return;
    this.recording.set(order.id, order);
    try {
      const folder = dirname(order.file);
      if (((await this.disk.free(folder)) ?? Infinity) < this.disk.reserve) throw new ProblemError({ code: "disk-reserve", subject: folder });
      await this.follow();
      const { session, machine } = this;
      if (session === null || machine === null) return;
      const recorder = new Recorder({
        order,
        bus: session.bus,
        tracks: session.tracks,
        ffmpeg: machine.ffmpeg,
        onChange: () => this.changed(),
        onOver: () => {
          // By itself: nobody asked for it to stop.
          if (this.recording.delete(order.id)) void this.follow();
        },
        onFile: (file, { whole, marked }) => {
          // Matroska that ended in order can be sought in as it is.
          if (!whole || marked || order.container === "mp4") this.finisher.add(file);
        },
      });
      this.recorders.set(order.id, recorder);
      const refused = await recorder.start();
      if (refused !== null) throw new ProblemError(refused);
    } catch (error) {
      this.recording.delete(order.id);
      await this.follow();
      throw error;
    } finally {
      this.changed();
    }
  }

  private async stopRecording(id: string | null): Promise<void> {
    const ids = id === null ? [...this.recording.keys()] : [id];
    for (const each of ids) this.recording.delete(each);
    await this.follow();
    await Promise.all(ids.map((each) => this.recorders.get(each)?.stop()));
    this.changed();
  }

  private async shutDown(): Promise<void> {
    this.stopping = this.streaming;
    this.streaming = false;
    this.rehearsing = false;
    this.recording.clear();
    await this.follow();
    await Promise.all([...this.destinations.values(), ...this.recorders.values()].map((o) => o.stop()));
    await Promise.all([this.finisher.close(), this.replay.close(), ...[...this.media].map((media) => media.close())]);
    this.stopping = false;
    // At once: after the answer to this command nobody listens any more.
    this.tell({ type: "status", status: this.status() });
    clearInterval(this.ticker);
    this.stage?.close();
    this.mixer?.close();
    await this.preview?.close();
  }

  private get needed(): boolean {
    return this.streaming || this.rehearsing || this.recording.size > 0;
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
    this.health = { cpu: load.encoder + load.helpers, speed: load.headroom, diskFree: this.measureSpace() };
    this.tell({ type: "status", status: this.status() });
  }

  /** Tells recordings how much room there is; answers the bytes free where the first of them goes. */
  private measureSpace(): number | null {
    const bytesPerSecond = ((this.session?.recordedBitrate ?? 0) * 1000) / 8;
    const free = [...this.recording.values()].map(({ id, file }) => {
      const bytes = this.space.free(dirname(file));
      // Others may well be on the same disk.
      this.recorders.get(id)?.room(bytes === null ? null : bytes - this.disk.reserve, bytesPerSecond * this.recording.size);
      return bytes;
    });
    return free[0] ?? null;
  }

  private helperPids(): number[] {
    return [
      ...[...this.destinations.values()].flatMap((d) => d.pid ?? []),
      ...[...this.recorders.values(), ...this.media].flatMap(({ pids }) => pids),
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
      recordings: [...this.finisher.status(), ...[...this.recorders.values()].flatMap((r) => r.status())],
      replay: this.replay.status(),
      preview: { url: this.session === null ? null : (this.preview?.url ?? null) },
      health: { cpu: this.health.cpu, diskFree: this.health.diskFree },
    };
  }
}

function idleProgram(settings: EngineSettings): ProgramStatus {
  return { format: settings.video, frames: 0, repeated: 0, skipped: 0, dropped: 0, slate: false, silenceMs: 0 };
}

