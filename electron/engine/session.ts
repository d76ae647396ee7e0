import type { BitrateStatus } from "../contract/bitrate";
import type { DestinationStatus } from "../contract/destination";
import type { EncoderId, FfmpegAbility } from "../contract/encoder";
import type { EngineSettings } from "../contract/engine";
import type { ProgramStatus } from "../contract/status";
import { StreamBus } from "./bus/stream-bus";
import { DynamicBitrate } from "./encoder/dynamic-bitrate";
import type { EncoderState } from "./encoder/state";
import { EncoderSupervisor } from "./encoder/supervisor";
import { Rate } from "./health/rate";
import { Program } from "./program/program";
import type { StageLink } from "./program/stage-link";

export interface SessionOptions {
  readonly ffmpeg: FfmpegAbility;
  readonly encoder: EncoderId;
  readonly settings: EngineSettings;
  readonly slate: Uint8Array;
  readonly onChange: () => void;
  readonly log: (text: string) => void;
}

/** One run of program, encoder and bus: from the first thing that needs the encode to the last. */
export class Session {
  readonly bus = new StreamBus();
  readonly encoder: EncoderId;
  /** What is heard on the tracks beside the program's sound, in their order. */
  readonly tracks: readonly string[];
  /** Kb/s that a recording of picture and all sound needs, as was set. */
  readonly recordedBitrate: number;
  private readonly program: Program;
  private readonly supervisor: EncoderSupervisor;
  private readonly dynamic: DynamicBitrate;
  private readonly frames = new Rate();
  private readonly bytes = new Rate();

  constructor(options: SessionOptions) {
    const { ffmpeg, encoder, settings, slate, onChange, log } = options;
    this.encoder = encoder;
    this.dynamic = new DynamicBitrate(settings.encoder, settings.video);
    const { tracks = [] } = settings;
    this.tracks = tracks.map(({ name }) => name);
    this.recordedBitrate = settings.encoder.videoBitrate + settings.encoder.audioBitrate * (1 + tracks.length);
    this.program = new Program({ format: settings.video, slate, tracks: tracks.map(({ id }) => id), log });
    this.supervisor = new EncoderSupervisor({
      ffmpeg: ffmpeg.path,
      encoder,
      settings: settings.encoder,
      video: settings.video,
      tracks: tracks.length,
      source: this.program,
      bus: this.bus,
      onChange,
    });
    this.bus.join("next-keyframe", {
      format: () => undefined,
      unit: (unit) => {
        const now = performance.now();
        if (unit.kind === "video") this.frames.add(1, now);
        this.bytes.add(unit.packets.length, now);
      },
      end: () => undefined,
    });
  }

  start(stage: StageLink | null): void {
    if (stage !== null) this.program.follow(stage);
    this.supervisor.start();
    this.program.start();
  }

  follow(stage: StageLink): void {
    this.program.follow(stage);
  }

  hear(message: unknown): void {
    this.program.hear(message);
  }

  /** Everything that was taken is encoded and on the bus when this resolves; then the bus has ended. */
  async stop(): Promise<void> {
    this.program.stop();
    await this.supervisor.stop();
    this.bus.end();
  }

  get encoderState(): EncoderState {
    return this.supervisor.state;
  }

  /** To be told about once a second how destinations are: where networks deliver less, less is encoded. None: all of it. */
  adapt(destinations: readonly DestinationStatus[]): void {
    this.dynamic.look(destinations, performance.now());
    this.supervisor.setBitrate(this.dynamic.wanted);
  }

  get bitrateStatus(): BitrateStatus {
    return this.dynamic.status(this.supervisor.bitrate);
  }

  get encoderPid(): number | undefined {
    return this.supervisor.pid;
  }

  get programStatus(): ProgramStatus {
    return this.program.status();
  }

  /** Frames per second and kb/s that came out over the last seconds. */
  get output(): { fps: number; bitrate: number } {
    const now = performance.now();
    return { fps: this.frames.perSecond(now), bitrate: (this.bytes.perSecond(now) * 8) / 1000 };
  }
}
