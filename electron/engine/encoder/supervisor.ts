import type { EncoderId, EncoderSettings } from "../../contract/encoder";
import type { Problem } from "../../contract/problem";
import type { VideoFormat } from "../../contract/video";
import { Splitter } from "../bus/splitter";
import type { StreamBus } from "../bus/stream-bus";
import { TICKS, type Unit } from "../bus/unit";
import { encoderArguments } from "./arguments";
import { Encoder } from "./encoder";
import { type EncoderEvent, encoderOff, type EncoderState, nextEncoderState } from "./state";

/** What the encoder needs of the program: somewhere to be fed from, and its time. */
export interface EncoderSource {
  /** Media time in ms of the next picture. */
  readonly mediaMs: number;
  feed(encoder: Encoder | null): void;
  takenAt(mediaMs: number): number;
}

export interface SupervisorOptions {
  readonly ffmpeg: string;
  readonly encoder: EncoderId;
  readonly settings: EncoderSettings;
  readonly video: VideoFormat;
  readonly source: EncoderSource;
  readonly bus: StreamBus;
  /** Called at every transition. */
  readonly onChange: (state: EncoderState) => void;
}

/** A new encoder is started this long after one that gave nothing, in ms; after one that ran, at once. */
const RESPAWN_DELAY = 300;

/**
 * Keeps one encoder running: starts it, puts what comes out on the bus, and when it dies starts another that goes on
 * in media time where the program is by then, so that no output has to know.
 */
export class EncoderSupervisor {
  private readonly options: SupervisorOptions;
  private current: EncoderState = encoderOff;
  private encoder: Encoder | null = null;
  private codec: string | null = null;
  private delay: NodeJS.Timeout | undefined;
  private ended: () => void = () => undefined;
  private readonly end: Promise<void>;

  constructor(options: SupervisorOptions) {
    this.options = options;
    this.end = new Promise((resolve) => {
      this.ended = resolve;
    });
  }

  get state(): EncoderState {
    return this.current;
  }

  /** Process id of the encoder, while there is one. */
  get pid(): number | undefined {
    return this.encoder?.pid;
  }

  start(): void {
    this.apply({ type: "start" });
    this.spawn();
  }

  /** Lets the encoder flush what it holds; resolves when all of it is on the bus. */
  stop(): Promise<void> {
    clearTimeout(this.delay);
    this.apply({ type: "stop" });
    if (this.encoder === null) this.ended();
    else this.encoder.close();
    return this.end;
  }

  private spawn(): void {
    const { ffmpeg, encoder: id, settings, video, source, bus } = this.options;
    const startMs = source.mediaMs;
    const startTicks = Math.round((startMs * TICKS) / 1000);
    let tables: Buffer | null = null;
    const splitter = new Splitter(
      {
        tables: (found) => {
          tables = found;
        },
        profile: (profile, constraints, level) => {
          const codec = `avc1.${hex(profile)}${hex(constraints)}${hex(level)}`;
          // The same settings give the same format: an encoder that only replaces a dead one changes nothing.
          if (tables === null || codec === this.codec) return;
          this.codec = codec;
          bus.setFormat({ tables, videoCodec: codec, audioCodec: "mp4a.40.2", ...video });
        },
        unit: (unit: Unit) => bus.push(unit),
      },
      (ticks) => source.takenAt((ticks * 1000) / TICKS),
      startTicks,
    );
    const encoder = new Encoder(ffmpeg, encoderArguments({ encoder: id, settings, video, startMs }), {
      output: (chunk) => {
        this.apply({ type: "output" });
        splitter.push(chunk);
      },
      exit: (problem) => {
        splitter.end();
        this.lost(problem);
      },
    });
    this.encoder = encoder;
    source.feed(encoder);
  }

  private lost(problem: Problem | null): void {
    const { source, bus } = this.options;
    this.encoder = null;
    if (this.current.phase === "stopping") {
      this.apply({ type: "ended" });
      return this.ended();
    }
    source.feed(null);
    bus.interrupt();
    const ran = this.current.phase === "running";
    this.apply({ type: "died", problem: problem ?? { code: "encoder-died" } });
    if (this.current.phase !== "restarting") return;
    const respawn = (): void => {
      this.apply({ type: "respawned" });
      this.spawn();
    };
    if (ran) respawn();
    else this.delay = setTimeout(respawn, RESPAWN_DELAY);
  }

  private apply(event: EncoderEvent): void {
    const next = nextEncoderState(this.current, event);
    if (next === this.current) return;
    this.current = next;
    this.options.onChange(next);
  }
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
