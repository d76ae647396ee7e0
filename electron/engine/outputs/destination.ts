import type { DestinationStatus, DestinationTarget } from "../../contract/destination";
import type { FfmpegAbility } from "../../contract/encoder";
import type { ArmedDestination } from "../../contract/engine";
import { problemOf } from "../../contract/problem";
import type { Bus } from "../bus/bus";
import { Rate } from "../health/rate";
import { openRelay } from "../srt/open";
import type { SrtRelay } from "../srt/relay";
import { writeAuthorities } from "./authorities";
import { DelayBuffer } from "./delay-buffer";
import { checkDestination } from "./destination-check";
import {
  type DestinationEffect,
  type DestinationEvent,
  type DestinationState,
  idleDestination,
  isAway,
  isWorthCalling,
  nextDestinationState,
} from "./destination-state";
import type { Dropped } from "./delivery-queue";
import { FlvPackager } from "./flv";
import { KeyFile } from "./key-file";
import { Link, type LinkOptions } from "./link";
import { PictureAccount } from "./picture-account";
import { publisherArguments, secretOptions, usesTls } from "./publisher-arguments";
import { tcpEndpoint, watchReachability } from "./reachability";
import { complaintOf, reasonOf } from "./reason";
import { redact } from "./redact";
import { TransportPackager } from "./transport-stream";

export interface DestinationOptions {
  readonly armed: ArmedDestination;
  readonly bus: Bus;
  readonly ffmpeg: FfmpegAbility;
  /** Private folder (0700) for the short-lived files that hand keys to ffmpeg. */
  readonly keyFolder: string;
  /** How long everything is held back, in ms; 0 for not at all. */
  readonly delay?: number;
  /** Of the stream as it was set, picture and sound, in kb/s. */
  readonly bitrate?: number;
  /** Called after every transition of the phase; figures are read with `status()` whenever they are wanted. */
  readonly onChange: () => void;
}

/** How long before something is due a connection is made, in ms: servers do not keep those on which nothing comes. */
const CONNECT_AHEAD = 2000;
/** After an outage of so many ms at most, a stream goes on where it broke off. */
const LONGEST_RESUMED = 20_000;
/** Lines of ffmpeg kept for finding out why it ended. */
const KEPT_LINES = 60;

/** One place the stream goes to: connects, delivers, reconnects, and says truly how it is. */
export class DestinationOutput {
  private readonly options: DestinationOptions;
  private readonly secrets: readonly string[];
  private readonly rate = new Rate();
  private state: DestinationState = idleDestination(Date.now());
  private link: Link | null = null;
  /** The relay that is being opened for the next link. */
  private opening: Promise<SrtRelay> | null = null;
  private retryTimer: NodeJS.Timeout | undefined;
  private stopWatching: (() => void) | null = null;
  private finished: Promise<void> = Promise.resolve();
  private deliveredBytes = 0;
  /** On earlier links. */
  private droppedBefore: Dropped = { unreferenced: 0, groupEnds: 0 };
  private deliveredBefore = 0;
  private readonly account = new PictureAccount();
  private leaveBus: (() => void) | null = null;
  private buffer: DelayBuffer | null = null;
  /** Told when it has ended. */
  private readonly atEnd: (() => void)[] = [];

  constructor(options: DestinationOptions) {
    this.options = options;
    const { streamKey, passphrase, streamId } = options.armed.secrets;
    this.secrets = [streamKey, passphrase, streamId].filter((secret) => secret !== undefined);
  }

  /** May be called before the encoder runs: the connection is made meanwhile. */
  start(): void {
    this.apply({ type: "start", refusal: this.refusal() });
  }

  /** Connects at once instead of at `retryAt`. */
  retry(): void {
    this.apply({ type: "retry", refusal: this.refusal() });
  }

  /** Always resolves within 5 s, whatever the network does. */
  async stop(): Promise<void> {
    this.apply({ type: "stop" });
    this.leave();
    await this.finished;
  }

  /** Sends what the delay holds back, then ends: resolves then, or when `stop` cuts it short. */
  async drain(): Promise<void> {
    const { delay = 0 } = this.options;
    if (this.buffer === null || delay === 0 || this.hasEnded || this.deliveredBytes === 0) return this.stop();
    this.buffer.drain();
    await new Promise<void>((resolve) => this.atEnd.push(resolve));
  }

  /** Process id of the publisher, while there is one. */
  get pid(): number | undefined {
    return this.link?.pid;
  }

  status(): DestinationStatus {
    const { id, name } = this.options.armed.destination;
    const dropped = { ...this.dropped(), outage: this.account.lost };
    const { buffer } = this;
    const srt = this.link?.srt ?? null;
    return {
      id,
      name,
      ...this.state,
      queueMs: this.link?.delay ?? 0,
      deliveredBytes: this.deliveredBytes,
      bitrate: (this.rate.perSecond(performance.now()) * 8) / 1000,
      deliveredFrames: this.deliveredBefore + (this.link?.deliveredPictures ?? 0),
      dropped,
      droppedFrames: dropped.unreferenced + dropped.groupEnds + dropped.outage,
      ...(buffer === null || (this.options.delay ?? 0) === 0 ? {} : { delay: { ms: buffer.delay, bytes: buffer.bytes, beginsIn: buffer.beginsIn, endsIn: buffer.endsIn } }),
      ...(srt === null ? {} : { srt }),
    };
  }

  private get hasEnded(): boolean {
    return this.state.phase === "idle" || this.state.phase === "failed";
  }

  private dropped(): Dropped {
    const now = this.link?.dropped ?? { unreferenced: 0, groupEnds: 0 };
    return {
      unreferenced: this.droppedBefore.unreferenced + now.unreferenced,
      groupEnds: this.droppedBefore.groupEnds + now.groupEnds,
    };
  }

  private refusal() {
    const { armed, ffmpeg } = this.options;
    return checkDestination(armed.destination, armed.secrets, ffmpeg);
  }

  private apply(event: DestinationEvent): void {
    const { state, effects } = nextDestinationState(this.state, event, Date.now(), Math.random());
    const changed = state !== this.state;
    this.state = state;
    for (const effect of effects) this.carryOut(effect);
    if (this.hasEnded) {
      this.leave();
      for (const tell of this.atEnd.splice(0)) tell();
    }
    if (changed) this.options.onChange();
  }

  private carryOut(effect: DestinationEffect): void {
    switch (effect.type) {
      case "connect":
        return this.connect();
      case "finish":
        this.opening = null;
        if (this.link !== null) {
          this.finished = this.link.finish();
          return;
        }
        this.cancelWait();
        return this.apply({ type: "finished" });
      case "wait":
        this.cancelWait();
        this.retryTimer = setTimeout(() => this.apply({ type: "due" }), effect.ms);
        this.watch();
        return;
      case "cancelWait":
        return this.cancelWait();
    }
  }

  private cancelWait(): void {
    clearTimeout(this.retryTimer);
    this.stopWatching?.();
    this.stopWatching = null;
  }

  /** Between the growing attempts: a server that comes back is called at once. */
  private watch(): void {
    const endpoint = tcpEndpoint(this.options.armed.destination.target);
    if (endpoint === null || !isAway(this.state)) return;
    this.stopWatching = watchReachability(endpoint.host, endpoint.port, (wasAway) => {
      if (isWorthCalling(this.state, wasAway)) this.apply({ type: "reachable" });
    });
  }

  /** From the first attempt on: what is encoded is owed to it, and held for it. */
  private follow(): void {
    if (this.leaveBus !== null) return;
    const { armed, bus, delay = 0 } = this.options;
    this.leaveBus = bus.join("last-keyframe", {
      format: () => undefined,
      unit: ({ kind, dts }) => {
        if (kind === "video") this.account.offered(dts);
      },
      end: () => undefined,
    });
    // SRT is for live media: a receiver would throw away what comes late
    const resume = armed.destination.target.protocol === "rtmp" ? LONGEST_RESUMED : 0;
    this.buffer = new DelayBuffer({ bus, delay, resume, onForgotten: (before) => this.account.forgotten(before) });
  }

  private leave(): void {
    this.leaveBus?.();
    this.leaveBus = null;
    this.buffer?.close();
    this.buffer = null;
  }

  private connect(): void {
    this.cancelWait();
    this.follow();
    const early = (this.buffer?.beginsIn ?? 0) - CONNECT_AHEAD;
    if (early > 0) {
      this.retryTimer = setTimeout(() => this.connect(), early);
      return;
    }
    const { target, name } = this.options.armed.destination;
    if (target.protocol !== "srt") return this.publish(null);
    const opening = openRelay(target);
    this.opening = opening;
    opening.then(
      (relay) => {
        if (this.opening !== opening) return relay.close();
        this.opening = null;
        this.publish({ relay, latency: target.latency });
      },
      (thrown: unknown) => {
        if (this.opening !== opening) return;
        this.opening = null;
        const problem = { ...problemOf(thrown), subject: name };
        this.apply({ type: "lost", problem, listens: target.mode === "listener", probes: true });
      },
    );
  }

  private publish(srt: LinkOptions["srt"]): void {
    const { armed, ffmpeg, keyFolder, bitrate } = this.options;
    const bus = this.buffer ?? this.options.bus;
    const { target, name } = armed.destination;
    const listens = target.protocol === "srt" && target.mode === "listener";
    const lines: string[] = [];
    let keyFile: KeyFile;
    let authorities: string | null;
    try {
      keyFile = new KeyFile(keyFolder, secretOptions(target, armed.secrets));
      authorities = usesTls(target) ? writeAuthorities(keyFolder) : null;
    } catch (thrown) {
      srt?.relay.close();
      return this.apply({ type: "lost", problem: problemOf(thrown), listens });
    }
    const args = publisherArguments({ target, keyFile: keyFile.path, authorities, bitrate, relayPort: srt?.relay.port });
    const packager = target.protocol === "rtmp" ? new FlvPackager() : new TransportPackager();
    const link = new Link(
      { ffmpeg: ffmpeg.path, args, packager, bus, listens, srt },
      {
        opening: () => {
          keyFile.remove();
          lines.length = 0; // until here ffmpeg only repeated its options
        },
        listening: () => this.apply({ type: "listening" }),
        begins: (dts) => this.account.begins(dts),
        leftOut: (dts) => this.account.leftOut(dts),
        delivered: (bytes, upTo) => {
          this.deliveredBytes += bytes;
          this.rate.add(bytes, performance.now());
          if (upTo !== null) {
            this.account.delivered(upTo);
            this.buffer?.delivered(upTo);
          }
          this.apply({ type: "delivered" });
        },
        line: (line) => {
          lines.push(redact(srt === null ? line : outside(line, srt.relay, target), this.secrets));
          if (lines.length > KEPT_LINES) lines.shift();
          const complaint = complaintOf(line, name);
          if (complaint !== null) this.apply({ type: "complaint", problem: complaint });
        },
        sourceEnded: () => this.apply({ type: "stop" }),
        ended: (end, problem) => {
          keyFile.remove();
          this.droppedBefore = this.dropped();
          this.deliveredBefore += link.deliveredPictures;
          this.link = null;
          if (this.state.phase === "stopping") return this.apply({ type: "finished" });
          const reason = reasonOf({ end, connected: link.isConnected, lines }, name);
          const lost = problem === null ? reason : { ...problem, subject: name };
          this.apply({ type: "lost", problem: lost, listens, probes: target.protocol === "srt" });
        },
      },
    );
    this.link = link;
  }
}

/** What ffmpeg says of the relay's port is meant of the place behind it. */
function outside(line: string, relay: SrtRelay, target: DestinationTarget): string {
  return target.protocol === "srt" ? line.replaceAll(`127.0.0.1:${relay.port}`, `${target.host}:${target.port}`) : line;
}
