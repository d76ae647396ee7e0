import { z } from "zod";
import { BitrateStatus } from "./bitrate";
import { DestinationStatus } from "./destination";
import { EncoderId } from "./encoder";
import { Problem } from "./problem";
import { RecordingStatus } from "./recording";
import { ReplayStatus } from "./replay";
import { VideoFormat } from "./video";

/** off: no encoder process. restarting: it died and a new one is on its way. */
export const EncoderPhase = z.enum(["off", "starting", "running", "restarting", "stopping", "failed"]);
export type EncoderPhase = z.infer<typeof EncoderPhase>;

const EncoderStatus = z.object({
  phase: EncoderPhase,
  encoder: EncoderId.nullable(),
  /** Frames encoded per second over the last seconds. */
  fps: z.number(),
  /** Media seconds per second the encoder could do: 1 is the edge of overload, 0 that it is not known. */
  speed: z.number(),
  /** Encoded bitrate, video and audio, kb/s. */
  bitrate: z.number(),
  /** Null while there is no encoder. */
  dynamic: BitrateStatus.nullable(),
  restarts: z.int(),
  problem: Problem.nullable(),
});

export const ProgramStatus = z.object({
  format: VideoFormat,
  /** Frames sent to the encoder since it was started. */
  frames: z.int(),
  /** Of those, frames shown again because no new one came while the picture was moving or still. */
  repeated: z.int(),
  /** New stage frames that were never sent because a newer one came first. */
  skipped: z.int(),
  /** Frames that the encoder was too slow for: missing from the stream. */
  dropped: z.int(),
  /** True while the slate stands in for a stage that sends nothing. */
  slate: z.boolean(),
  /** Samples of silence put in because the mixer sent nothing, in ms. */
  silenceMs: z.number(),
});
export type ProgramStatus = z.infer<typeof ProgramStatus>;

/**
 * The broadcast as a whole. rehearsing: encoder and preview run, nothing leaves. starting: going live, no
 * destination delivers yet. onAir: every running destination delivers. failing: on air is intended, and at least
 * one destination does not deliver. stopping: outputs are being finalised.
 */
export const BroadcastPhase = z.enum(["off", "rehearsing", "starting", "onAir", "failing", "stopping"]);
export type BroadcastPhase = z.infer<typeof BroadcastPhase>;

const PreviewStatus = z.object({
  /** HLS master playlist on 127.0.0.1 with its unguessable path; null while there is nothing to see. */
  url: z.string().nullable(),
});

const HealthStatus = z.object({
  /** In % of one core: from the engine its encoder and publishers, from main on the whole process tree. */
  cpu: z.number(),
  /** Free bytes where recordings go; null when unknown. */
  diskFree: z.number().nullable(),
});

/** The engine's whole truth, sent once a second and at every transition. */
export const EngineStatus = z.object({
  /** Unix time in ms. */
  at: z.number(),
  broadcast: z.object({ phase: BroadcastPhase, since: z.number() }),
  encoder: EncoderStatus,
  program: ProgramStatus,
  destinations: z.array(DestinationStatus),
  recordings: z.array(RecordingStatus),
  replay: ReplayStatus,
  preview: PreviewStatus,
  health: HealthStatus,
});
export type EngineStatus = z.infer<typeof EngineStatus>;
