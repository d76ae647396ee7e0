import type { DestinationTarget } from "../../contract/destination";
import type { Side } from "./side";
import { SrtStatistics } from "./statistics";

export type SrtTarget = Extract<DestinationTarget, { protocol: "srt" }>;

export interface SrtRelayEvents {
  /** The receiver told how far it came: `statistics` knows. */
  heard(): void;
  /** The receiver's computer says that nobody is there (ICMP). */
  refused(): void;
}

/** Control packet of type 5 (SRT draft, 3.2.9), whose four bytes after the header libsrt wants. */
const SHUTDOWN = 0x8005;
const SHUTDOWN_LENGTH = 20;
/** It is sent so many times: nobody acknowledges it, and one may be lost. */
const GOODBYES = 3;

const DEAF: SrtRelayEvents = { heard: () => undefined, refused: () => undefined };

/**
 * Stands between a publishing ffmpeg and the network, packet by packet, for one connection: ffmpeg tells nothing of
 * what SRT knows. Packets pass unchanged.
 */
export class SrtRelay {
  readonly statistics = new SrtStatistics();
  /** The port of 127.0.0.1 that ffmpeg calls, or at which it listens. */
  readonly port: number;
  private readonly sides = new Set<Side>();
  private events = DEAF;
  /** Where media went last, and the receiver's socket there. */
  private far: Side | null = null;
  private receiver = 0;

  constructor(port: number) {
    this.port = port;
  }

  /** Until then nobody hears. */
  hear(events: SrtRelayEvents): void {
    this.events = events;
  }

  /** A side that ends with it; it says when nobody is there. */
  add(side: Side): void {
    this.sides.add(side);
    side.onRefused = () => this.events.refused();
  }

  drop(side: Side): void {
    this.sides.delete(side);
    side.close();
  }

  /** What ffmpeg sent goes to the network. */
  outward(packet: Buffer, far: Side): void {
    this.statistics.outgoing(packet, performance.now());
    if (packet.length > 16 && (packet[0] ?? 0) < 0x80) {
      this.far = far;
      this.receiver = packet.readUInt32BE(12);
    }
    far.send(packet);
  }

  /** What came from the network goes to ffmpeg. */
  inward(packet: Buffer, near: Side): void {
    near.send(packet);
    if (this.statistics.incoming(packet, performance.now())) this.events.heard();
  }

  /** Says good-bye in the name of a publisher that may have died: the receiver would wait 5 s before it takes another call. */
  close(): void {
    this.events = DEAF;
    if (this.far !== null) {
      const goodbye = Buffer.alloc(SHUTDOWN_LENGTH);
      goodbye.writeUInt16BE(SHUTDOWN, 0);
      goodbye.writeUInt32BE(this.receiver, 12);
      for (let i = 0; i < GOODBYES; i += 1) this.far.send(goodbye);
      this.far = null;
    }
    for (const side of this.sides) side.close();
    this.sides.clear();
  }
}
