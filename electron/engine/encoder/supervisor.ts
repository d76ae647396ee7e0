import type { EncoderId, EncoderSettings } from "../../contract/encoder";
import type { Problem } from "../../contract/problem";
import { CHANNELS, type VideoFormat } from "../../contract/video";
import { Continuity, countOn } from "../bus/continuity";
import type { StreamBus } from "../bus/stream-bus";
import type { Unit } from "../bus/unit";
import type { Picture } from "../program/picture";
import type { ProgramSink } from "../program/program";
import { Encoding, soundTicksOf, ticksOf } from "./encoding";
import { Handover } from "./handover";
import { type EncoderEvent, encoderOff, type EncoderState, nextEncoderState } from "./state";
import { sampleOf, soundNeededTo, soundTakenFrom, startAt } from "./stretch";

/** What the encoder needs of the program: somewhere to be fed from, and its time. */
export interface EncoderSource {
  /** Media time in ms of the next picture. */
  readonly mediaMs: number;
  feed(sink: ProgramSink | null): void;
  takenAt(mediaMs: number): number;
}

export interface SupervisorOptions {
  readonly ffmpeg: string;
  readonly encoder: EncoderId;
  readonly settings: EncoderSettings;
  readonly video: VideoFormat;
  /** Sound that the source gives beside the program's. */
  readonly tracks: number;
  readonly source: EncoderSource;
  readonly bus: StreamBus;
  /** Called at every transition, and when another bitrate is encoded from now on. */
  readonly onChange: () => void;
}

/** A new encoder is started this long after one that gave nothing, in ms; after one that ran, at once. */
const RESPAWN_DELAY = 300;

/** An encoder that is to take over is started this many seconds before its first picture. */
const WARM_UP = 0.2;

/**
 * Keeps one encoder running: starts it, puts what comes out on the bus, and when it dies starts another that goes on
 * in media time where the program is by then, so that no output has to know. For another bitrate an encoder takes over
 * at a picture: the old one gets all before it, the new one that and all after, and the bus has one unbroken stream.
 */
export class EncoderSupervisor implements ProgramSink {
  private readonly options: SupervisorOptions;
  private phase: EncoderState = encoderOff;
  /** Video bitrate that is wanted, in kb/s. */
  private wanted: number;
  /** Gets the program's pictures. */
  private current: Encoding | null = null;
  /** Started, and takes over at its first picture. */
  private successor: Encoding | null = null;
  /** Has all its pictures and is being flushed. */
  private leaving: Encoding | null = null;
  private handover: Handover | null = null;
  /** The program's next picture and sample frame. */
  private nextPicture = 0;
  private nextSample = 0;
  /** Decoding time of the picture that came out last, in ticks. */
  private newest = 0;
  private codec: string | null = null;
  private level: string | null = null;
  private readonly continuity = new Continuity();
  private delay: NodeJS.Timeout | undefined;
  private ended: () => void = () => undefined;
  private readonly end: Promise<void>;

  constructor(options: SupervisorOptions) {
    this.options = options;
    this.wanted = options.settings.videoBitrate;
    this.end = new Promise((resolve) => {
      this.ended = resolve;
    });
  }

  get state(): EncoderState {
    return this.phase;
  }

  /** Process id of the encoder, while there is one. */
  get pid(): number | undefined {
    return this.current?.pid;
  }

  /** Video bitrate at which the program's pictures are encoded now, in kb/s. */
  get bitrate(): number {
    return this.current?.bitrate ?? this.wanted;
  }

  start(): void {
    this.apply({ type: "start" });
    this.spawn();
  }

  /** Encodes at this video bitrate (kb/s) from a picture soon to come on. To be asked for again while it is not so. */
  setBitrate(bitrate: number): void {
    this.wanted = bitrate;
    this.prepare();
  }

  /** Lets the encoder flush what it holds; resolves when all of it is on the bus. */
  stop(): Promise<void> {
    clearTimeout(this.delay);
    this.apply({ type: "stop" });
    this.dismissSuccessor();
    this.handover?.tick(Infinity);
    this.leaving?.close();
    this.current?.close();
    if (this.current === null) this.ended();
    return this.end;
  }

  get backlog(): number {
    return this.current?.backlog ?? 0;
  }

  picture(picture: Picture): void {
    if (this.successor?.start.picture === this.nextPicture) this.takeOver(this.successor);
    this.current?.picture(picture);
    this.nextPicture += 1;
    this.handover?.tick(ticksOf(this.nextPicture, this.options.video.fps));
    this.settle();
  }

  samples(pcm: Float32Array): void {
    this.leaving?.samples(this.nextSample, pcm);
    this.current?.samples(this.nextSample, pcm);
    this.nextSample += pcm.length / (CHANNELS * (1 + this.options.tracks));
  }

  private spawn(): void {
    const { source, video } = this.options;
    this.nextPicture = Math.round((source.mediaMs * video.fps) / 1000);
    this.nextSample = sampleOf(this.nextPicture, video.fps);
    this.current = this.encode(this.nextPicture);
    source.feed(this);
  }

  private encode(picture: number): Encoding {
    const { ffmpeg, encoder, settings, video, tracks, source } = this.options;
    const encoding: Encoding = new Encoding(
      {
        ...{ ffmpeg, encoder, video, tracks, level: this.level, start: startAt(picture, video.fps) },
        settings: { ...settings, videoBitrate: this.wanted },
        takenAt: (mediaMs) => source.takenAt(mediaMs),
      },
      { unit: (unit) => this.take(encoding, unit), exit: (problem) => this.lost(encoding, problem) },
    );
    return encoding;
  }

  /** Starts an encoder of the wanted bitrate, unless one is just taking over. */
  private prepare(): void {
    const { current, options } = this;
    const { fps } = options.video;
    if (current === null || this.phase.phase !== "running" || this.level === null) return;
    if (current.bitrate === this.wanted || this.successor !== null || this.handover !== null) return;
    const group = options.settings.keyframeInterval * fps;
    let picture = this.nextPicture + Math.ceil(WARM_UP * fps);
    // Two keyframes in a row with the same idr_pic_id would be taken for one picture (ITU-T H.264, 7.4.3).
    if ((picture - current.start.picture) % group === 1) picture += 1;
    this.successor = this.encode(picture);
  }

  private takeOver(successor: Encoding): void {
    const old = this.current;
    if (old === null) return;
    old.endAt(soundNeededTo(successor.start));
    const latency = ticksOf(successor.start.picture, this.options.video.fps) - this.newest;
    const soundFrom = soundTicksOf(soundTakenFrom(successor.start));
    this.handover = new Handover({ soundFrom, latency, tracks: this.options.tracks }, (unit, from) => this.pass(from === "old" ? old : successor, unit));
    this.leaving = old;
    this.current = successor;
    this.successor = null;
    this.options.onChange();
  }

  /** The unit of an encoder; those of one that was given up count no more. */
  private take(encoding: Encoding, unit: Unit): void {
    if (encoding === this.leaving) this.handover?.old(unit);
    else if (encoding === this.current) {
      this.apply({ type: "output" });
      if (this.handover === null) this.pass(encoding, unit);
      else this.handover.next(unit);
    }
    this.settle();
  }

  private pass({ format, level }: Encoding, unit: Unit): void {
    // The same settings give the same format: an encoder that only goes on for another changes nothing.
    if (format !== null && format.videoCodec !== this.codec) {
      this.codec = format.videoCodec;
      this.level = level;
      this.options.bus.setFormat(format);
    }
    const shift = this.continuity.follow(unit.packets);
    if (shift !== 0) countOn(unit.packets, shift);
    if (unit.kind === "video") this.newest = unit.dts;
    this.options.bus.push(unit);
  }

  private settle(): void {
    if (this.handover?.done !== true) return;
    this.handover = null;
    this.prepare();
  }

  private lost(encoding: Encoding, problem: Problem | null): void {
    if (encoding === this.successor) this.successor = null;
    else if (encoding === this.leaving) {
      this.leaving = null;
      this.handover?.oldEnded();
      this.settle();
    } else if (encoding === this.current) {
      this.current = null;
      if (this.phase.phase !== "stopping") this.replace(problem ?? { code: "encoder-died" });
    }
    if (this.phase.phase !== "stopping" || this.current !== null || this.leaving !== null) return;
    this.apply({ type: "ended" });
    this.ended();
  }

  /** The encoder died: another goes on from the next picture. */
  private replace(problem: Problem): void {
    const { source, bus } = this.options;
    source.feed(null);
    this.dismissSuccessor();
    this.handover?.tick(Infinity);
    this.handover = null;
    this.leaving?.kill();
    this.leaving = null;
    bus.interrupt();
    const ran = this.phase.phase === "running";
    this.apply({ type: "died", problem });
    if (this.phase.phase !== "restarting") return;
    const respawn = (): void => {
      this.apply({ type: "respawned" });
      this.spawn();
    };
    if (ran) respawn();
    else this.delay = setTimeout(respawn, RESPAWN_DELAY);
  }

  private dismissSuccessor(): void {
    this.successor?.kill();
    this.successor = null;
  }

  private apply(event: EncoderEvent): void {
    const next = nextEncoderState(this.phase, event);
    if (next === this.phase) return;
    this.phase = next;
    this.options.onChange();
  }
}
