import { z } from "zod";
import { Problem } from "./problem";
import { ServiceId } from "./services";

/** AES key size in bits for SRT; 0 is no encryption. */
const SrtKeyLength = z.union([z.literal(0), z.literal(128), z.literal(192), z.literal(256)]);

const RtmpTarget = z.object({
  protocol: z.literal("rtmp"),
  service: ServiceId,
  /** rtmp:// or rtmps:// with application, without stream key. */
  server: z.string(),
});

const SrtTarget = z.object({
  protocol: z.literal("srt"),
  mode: z.enum(["caller", "listener"]),
  /** Caller: host to reach. Listener: local address to bind, empty for all. */
  host: z.string(),
  port: z.int().min(1).max(65_535),
  /** SRT latency in ms. */
  latency: z.int().min(20).max(8000),
  keyLength: SrtKeyLength,
});

/** A place to stream to, as stored in the settings: never holds a secret. */
export const Destination = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  enabled: z.boolean(),
  target: z.discriminatedUnion("protocol", [RtmpTarget, SrtTarget]),
});
export type Destination = z.infer<typeof Destination>;
export type DestinationTarget = Destination["target"];

/** What opens the door at a destination. Kept in the keychain, sent only main → engine in memory. */
export const DestinationSecrets = z.object({
  streamKey: z.string().optional(),
  /** SRT passphrase, 10 to 79 characters (libsrt SRTO_PASSPHRASE). */
  passphrase: z.string().optional(),
  /** SRT stream id; many services put a key into it. */
  streamId: z.string().max(512).optional(),
});
export type DestinationSecrets = z.infer<typeof DestinationSecrets>;

/**
 * idle: not asked to run. connecting: first attempt under way. waiting: an SRT listener without a receiver.
 * live: media was delivered. reconnecting: was lost or refused, next attempt at `retryAt`. failed: will not be
 * retried by itself (bad settings). stopping: being finalised.
 */
export const DestinationPhase = z.enum(["idle", "connecting", "waiting", "live", "reconnecting", "failed", "stopping"]);
export type DestinationPhase = z.infer<typeof DestinationPhase>;

/** What passes between us and an SRT receiver, of the present connection: packets are data packets. */
export const SrtFigures = z.object({
  /** Round-trip time as the receiver measures it, smoothed, and how much it varies, in ms; null until it said so. */
  roundTrip: z.number().min(0).nullable(),
  variance: z.number().min(0).nullable(),
  /** Packets sent, each counted once, and how many were sent again. */
  sent: z.int().min(0),
  retransmitted: z.int().min(0),
  /** Packets that the receiver missed at first, and their share in % over the last seconds. */
  lost: z.int().min(0),
  loss: z.number().min(0).max(100),
});
export type SrtFigures = z.infer<typeof SrtFigures>;

/** What a stream delay holds back for a destination. */
const HeldBack = z.object({
  /** By how many ms what is sent is late: the delay that was asked for, and what outages added to it. */
  ms: z.number().min(0),
  /** Memory that takes; destinations share it. */
  bytes: z.int().min(0),
  /** ms until a connection has something to send. */
  beginsIn: z.number().min(0),
  /** ms until all has been sent, when the stream is being ended; else null. */
  endsIn: z.number().min(0).nullable(),
});

export const DestinationStatus = z.object({
  id: z.string(),
  name: z.string(),
  phase: DestinationPhase,
  /** Unix time in ms since when this phase holds. */
  since: z.number(),
  /** Failed attempts since it was last live. */
  attempt: z.int().min(0),
  /** Unix time in ms of the next attempt, while reconnecting. */
  retryAt: z.number().nullable(),
  problem: Problem.nullable(),
  /** Media waiting to be delivered, in ms, without what is on its way for an SRT round trip anyhow: the congestion figure. */
  queueMs: z.number().min(0),
  deliveredBytes: z.int().min(0),
  /** Delivered over the last seconds, kb/s; over SRT delivered is what the receiver has acknowledged. */
  bitrate: z.number().min(0),
  /** Pictures that have left. */
  deliveredFrames: z.int().min(0),
  /** Pictures that it was owed since it was first live and will not get. */
  droppedFrames: z.int().min(0),
  /**
   * Why. The network was too slow: pictures that no other refers to, which go first, and ends of groups up to the next
   * keyframe. outage: what came and went while it was away; what had left but was on its way then is not known.
   */
  dropped: z.object({ unreferenced: z.int().min(0), groupEnds: z.int().min(0), outage: z.int().min(0) }),
  delay: HeldBack.optional(),
  /** What SRT says of the present connection; only where there is a receiver. */
  srt: SrtFigures.optional(),
});
export type DestinationStatus = z.infer<typeof DestinationStatus>;
