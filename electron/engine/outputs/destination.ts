import type { DestinationStatus } from "../../contract/destination";
import type { FfmpegAbility } from "../../contract/encoder";
import type { ArmedDestination } from "../../contract/engine";
import { problemOf } from "../../contract/problem";
import type { Bus } from "../bus/bus";
import { Rate } from "../health/rate";
import { writeAuthorities } from "./authorities";
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
import { Link } from "./link";
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
  /** Called after every transition of the phase; figures are read with `status()` whenever they are wanted. */
  readonly onChange: () => void;
}

/** Lines of ffmpeg kept for finding out why it ended. */
const KEPT_LINES = 60;

/** One place the stream goes to: connects, delivers, reconnects, and says truly how it is. */
export class DestinationOutput {
  private readonly options: DestinationOptions;
  private readonly secrets: readonly string[];
  private readonly rate = new Rate();
  private state: DestinationState = idleDestination(Date.now());
  private link: Link | null = null;
  private retryTimer: NodeJS.Timeout | undefined;
  private stopWatching: (() => void) | null = null;
  private finished: Promise<void> = Promise.resolve();
  private deliveredBytes = 0;
  /** Pictures dropped on earlier links. */
  private droppedBefore: Dropped = { unreferenced: 0, groupEnds: 0 };

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
    await this.finished;
  }

  /** Process id of the publisher, while there is one. */
  get pid(): number | undefined {
    return this.link?.pid;
  }

  status(): DestinationStatus {
    const { id, name } = this.options.armed.destination;
    const dropped = this.dropped();
    return {
      id,
      name,
      ...this.state,
      queueMs: this.link?.delay ?? 0,
      deliveredBytes: this.deliveredBytes,
      bitrate: (this.rate.perSecond(performance.now()) * 8) / 1000,
      dropped,
      droppedFrames: dropped.unreferenced + dropped.groupEnds,
    };
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
    if (changed) this.options.onChange();
  }

  private carryOut(effect: DestinationEffect): void {
    switch (effect.type) {
      case "connect":
        return this.connect();
      case "finish":
        this.finished = this.link?.finish() ?? Promise.resolve();
        return;
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

  private connect(): void {
    this.cancelWait();
    const { armed, bus, ffmpeg, keyFolder } = this.options;
    const { target, name } = armed.destination;
    const listens = target.protocol === "srt" && target.mode === "listener";
    const lines: string[] = [];
    let keyFile: KeyFile;
    let authorities: string | null;
    try {
      keyFile = new KeyFile(keyFolder, secretOptions(target, armed.secrets));
      authorities = usesTls(target) ? writeAuthorities(keyFolder) : null;
    } catch (thrown) {
      return this.apply({ type: "lost", problem: problemOf(thrown), listens });
    }
    const args = publisherArguments({ target, keyFile: keyFile.path, authorities });
    const packager = target.protocol === "rtmp" ? new FlvPackager() : new TransportPackager();
    const link = new Link(
      { ffmpeg: ffmpeg.path, args, packager, bus, listens },
      {
        opening: () => {
          keyFile.remove();
          lines.length = 0; // until here ffmpeg only repeated its options
        },
        listening: () => this.apply({ type: "listening" }),
        delivered: (bytes) => {
          this.deliveredBytes += bytes;
          this.rate.add(bytes, performance.now());
          this.apply({ type: "delivered" });
        },
        line: (line) => {
          lines.push(redact(line, this.secrets));
          if (lines.length > KEPT_LINES) lines.shift();
          const complaint = complaintOf(line, name);
          if (complaint !== null) this.apply({ type: "complaint", problem: complaint });
        },
        sourceEnded: () => this.apply({ type: "stop" }),
        ended: (end, problem) => {
          keyFile.remove();
          this.droppedBefore = this.dropped();
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
