import type { SrtFigures } from "../../contract/destination";
import type { Problem } from "../../contract/problem";
import type { Bus } from "../bus/bus";
import { SrtOutlet } from "../srt/outlet";
import type { SrtRelay } from "../srt/relay";
import { DeliveryQueue, type Dropped } from "./delivery-queue";
import { FedProcess, type ProcessEnd } from "./fed-process";
import type { Packager } from "./packager";

export interface LinkOptions {
  readonly ffmpeg: string;
  readonly args: readonly string[];
  readonly packager: Packager;
  readonly bus: Bus;
  /** For SRT: what stands between the publisher and the network, and the receiver's latency in ms. */
  readonly srt: { readonly relay: SrtRelay; readonly latency: number } | null;
  /** A caller must reach its server in time; a listener waits as long as it takes. */
  readonly listens: boolean;
}

export interface LinkEvents {
  /** The publisher has read its options and turns to the network. */
  opening(): void;
  /** An SRT listener is bound, as far as one can know. */
  listening(): void;
  /** The first picture for this connection, by its decoding time in ticks. */
  begins(dts: number): void;
  /** A picture is left out because the network is too slow. */
  leftOut(dts: number): void;
  /** More media bytes have left: so many since the last time, and all pictures up to this decoding time. */
  delivered(bytes: number, upTo: number | null): void;
  line(line: string): void;
  /** The encode is over and all of it was handed over. */
  sourceEnded(): void;
  /** Once. `problem` when this side gave up, else the process ended by itself. */
  ended(end: ProcessEnd, problem: Problem | null): void;
}

/** ms of pictures on their way above which those that nothing refers to go, and above which groups lose their ends. */
const RELIEF = 700;
const QUEUE_BOUND = 900;
/** A connection so many ms behind cannot even carry the sound: it is given up, with all that waits. */
const LONGEST_DELAY = 30_000;
/** A server that has not accepted us after this many ms is given up. */
const CONNECT_TIME = 15_000;
/** A connection that takes nothing for this many ms, although there is something to send, is dead. */
const DELIVERY_TIME = 8000;
/** A listener that still runs this many ms after it began to open is bound: libsrt refuses a taken port at once. */
const LISTEN_TIME = 300;
/** An SRT receiver has at most this many ms to get and to show the last of the stream: libsrt throws away what is left. */
const DRAIN_TIME = 900;
/** What ffmpeg says (at log level debug) when its options are read. */
const OPENING = "Opening an output file";
const WATCH_INTERVAL = 250;

/**
 * One connection: an ffmpeg that connects at once and, when its server has taken the preface, is fed from the bus
 * from the newest keyframe on.
 */
export class Link {
  private readonly options: LinkOptions;
  private readonly events: LinkEvents;
  private readonly process: FedProcess;
  private readonly outlet: SrtOutlet | null;
  private readonly queue: DeliveryQueue;
  private readonly watch: NodeJS.Timeout;
  private readonly startedAt = performance.now();
  private leaveBus: (() => void) | null = null;
  private writable = true;
  private connected = false;
  private openingAt: number | null = null;
  private listening = false;
  private finishing: Promise<void> | null = null;
  private media = 0;
  private problem: Problem | null = null;

  constructor(options: LinkOptions, events: LinkEvents) {
    this.options = options;
    this.events = events;
    this.queue = new DeliveryQueue(performance.now(), QUEUE_BOUND, RELIEF, ({ dts }) => events.leftOut(dts));
    this.process = new FedProcess(options.ffmpeg, options.args, {
      // what is handed to libsrt has not left yet: there the receiver says how far it came
      progress: (bytes) => this.outlet === null && this.progress(bytes),
      line: (line) => this.line(line),
      writable: () => this.outlet === null && this.goOn(),
      ended: (end) => {
        options.srt?.relay.close();
        this.leave();
        clearInterval(this.watch);
        events.ended(end, this.problem);
      },
    });
    this.outlet = this.openOutlet(options);
    this.write(options.packager.preface);
    this.watch = setInterval(() => this.check(), WATCH_INTERVAL);
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get isConnected(): boolean {
    return this.connected;
  }

  /** Media waiting to be delivered, in ms. */
  get delay(): number {
    return this.queue.delay;
  }

  get dropped(): Dropped {
    return this.queue.dropped;
  }

  /** Pictures that have left. */
  get deliveredPictures(): number {
    return this.queue.deliveredPictures;
  }

  /** What SRT says of the connection, since there is a receiver. */
  get srt(): SrtFigures | null {
    const statistics = this.options.srt?.relay.statistics;
    if (!this.connected || statistics === undefined) return null;
    const { roundTrip, variance, sent, retransmitted, lost, loss } = statistics;
    return { roundTrip, variance, sent, retransmitted, lost, loss };
  }

  /** Sends what waits if the server takes it, then ends; always within 5 s. */
  finish(): Promise<void> {
    this.leave();
    clearInterval(this.watch);
    // the pipe takes more than it asks for: what is too much for the network is cut off by the deadline
    for (let unit = this.queue.next(); unit !== undefined; unit = this.queue.next()) {
      const bytes = this.options.packager.pack(unit);
      this.queue.handedOver(unit, bytes.length);
      this.write(bytes);
    }
    if (!this.connected) this.process.kill();
    this.finishing ??= this.end();
    return this.finishing;
  }

  private async end(): Promise<void> {
    if (this.connected) await this.outlet?.drain(DRAIN_TIME);
    await this.process.finish();
  }

  private openOutlet({ srt, packager }: LinkOptions): SrtOutlet | null {
    if (srt === null) return null;
    const outlet = new SrtOutlet(srt.relay, srt.latency, packager.preface, (bytes) => this.process.write(bytes), {
      acknowledged: (bytes) => this.progress(bytes),
      writable: () => this.goOn(),
    });
    srt.relay.hear({
      heard: () => outlet.heard(),
      // before it has answered, whoever does not listen yet may still come while the publisher calls
      refused: () => this.connected && this.giveUp({ code: "connection-lost" }),
    });
    return outlet;
  }

  private write(bytes: Buffer): boolean {
    return this.outlet?.write(bytes) ?? this.process.write(bytes);
  }

  private goOn(): void {
    this.writable = true;
    this.pump();
  }

  private line(line: string): void {
    if (line.startsWith(OPENING)) this.opening();
    else this.events.line(line);
  }

  private opening(): void {
    this.openingAt = performance.now();
    this.events.opening();
  }

  private progress(bytes: number): void {
    const preface = this.options.packager.preface.length;
    if (!this.connected && bytes >= preface) {
      this.connected = true;
      if (this.openingAt === null) this.opening(); // an ffmpeg of other words
      this.join();
    }
    const media = bytes - preface;
    if (media <= this.media) return;
    const gained = media - this.media;
    this.media = media;
    this.queue.roundTrip = this.outlet?.roundTrip ?? 0;
    this.queue.confirm(media, performance.now());
    this.events.delivered(gained, this.queue.lastDelivered);
  }

  private join(): void {
    if (this.finishing !== null) return;
    let replaying = true;
    let groups = 0;
    this.leaveBus = this.options.bus.join("last-keyframe", {
      format: (format) => this.options.packager.format(format),
      unit: (unit) => {
        if (groups === 0) this.events.begins(unit.dts);
        if (unit.keyframe) groups += 1;
        this.queue.push(unit, performance.now(), replaying);
        this.pump();
      },
      end: () => {
        this.leaveBus = null;
        this.events.sourceEnded();
      },
    });
    replaying = false;
    if (groups > 1) this.queue.catchUp();
  }

  private pump(): void {
    while (this.writable) {
      const unit = this.queue.next();
      if (unit === undefined) return;
      const bytes = this.options.packager.pack(unit);
      this.queue.handedOver(unit, bytes.length);
      if (bytes.length > 0) this.writable = this.write(bytes);
    }
  }

  private check(): void {
    const now = performance.now();
    this.outlet?.check(now);
    if (!this.connected) {
      if ((this.outlet?.stalledFor(now) ?? 0) > DELIVERY_TIME) this.giveUp({ code: "not-delivering" });
      else if (this.options.listens) {
        if (this.listening || this.openingAt === null || now - this.openingAt < LISTEN_TIME) return;
        this.listening = true;
        this.events.listening();
      } else if (now - this.startedAt > CONNECT_TIME) this.giveUp({ code: "timed-out" });
      return;
    }
    if (this.queue.stalledFor > DELIVERY_TIME || this.queue.delay > LONGEST_DELAY) this.giveUp({ code: "not-delivering" });
  }

  private giveUp(problem: Problem): void {
    this.problem = problem;
    this.leave();
    this.process.kill();
  }

  private leave(): void {
    this.leaveBus?.();
    this.leaveBus = null;
  }
}
