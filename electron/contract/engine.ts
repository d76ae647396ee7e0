import { z } from "zod";
import { Destination, DestinationSecrets } from "./destination";
import { EncoderSettings, FfmpegAbility } from "./encoder";
import { MediaOrder } from "./feed";
import { MAX_TRACKS, SoundTrack } from "./mixer";
import { Problem } from "./problem";
import { PartLimits, RecordingContainer } from "./recording";
import { ReplaySettings } from "./replay";
import { EngineStatus } from "./status";
import { StreamSettings } from "./stream";
import { VideoFormat } from "./video";

/** What the engine must know to encode. Refused in words while the encoder runs with other values. */
export const EngineSettings = z.object({
  video: VideoFormat,
  encoder: EncoderSettings,
  /**
   * Channels whose sound is encoded beside the program's, each as a track of its own that only recordings get; absent for
   * none. They are those of the moment at which the encoder starts: others are taken with its next start, never refused.
   */
  tracks: z.array(SoundTrack).max(MAX_TRACKS).optional(),
});
export type EngineSettings = z.infer<typeof EngineSettings>;

/** A destination together with its secrets: exists only in memory. */
export const ArmedDestination = z.object({ destination: Destination, secrets: DestinationSecrets });
export type ArmedDestination = z.infer<typeof ArmedDestination>;

/** A recording to make: the absolute file, already named; its parts are named after it. Without limits it is split by hand only. */
export const RecordingOrder = z.object({ id: z.string(), file: z.string(), container: RecordingContainer, limits: PartLimits.optional() });
export type RecordingOrder = z.infer<typeof RecordingOrder>;

/**
 * What main asks of the engine. The encoder runs while anything needs it: streaming, recording or rehearsing.
 * `attach` comes with two MessagePorts: [stage, mixer]; a new pair replaces the old one (window reloaded).
 */
export const EngineCommand = z.discriminatedUnion("type", [
  /** `pageFiles`: the folder of the page's private files where that is memory (see StageShelf), else null. */
  z.object({ type: z.literal("setUp"), ffmpeg: FfmpegAbility, keyFolder: z.string(), pageFiles: z.string().nullable() }),
  z.object({ type: z.literal("configure"), settings: EngineSettings }),
  z.object({ type: z.literal("attach") }),
  /** Decode a file for a source, until the first port closes. Comes with the three ports of contract/media.ts. */
  z.object({ type: z.literal("openMedia"), order: MediaOrder }),
  z.object({ type: z.literal("rehearse"), on: z.boolean() }),
  z.object({ type: z.literal("startStream"), destinations: z.array(ArmedDestination), settings: StreamSettings.optional() }),
  /** What a delay holds back is still sent, which goes on after the answer; with `cut` it is given up. */
  z.object({ type: z.literal("stopStream"), cut: z.boolean().optional() }),
  z.object({ type: z.literal("addDestination"), destination: ArmedDestination }),
  z.object({ type: z.literal("removeDestination"), id: z.string() }),
  z.object({ type: z.literal("retryDestination"), id: z.string() }),
  z.object({ type: z.literal("startRecording"), recording: RecordingOrder }),
  z.object({ type: z.literal("stopRecording"), id: z.string().nullable() }),
  /** All recordings, until they are resumed: what comes meanwhile is left out of them. */
  z.object({ type: z.literal("pauseRecordings"), paused: z.boolean() }),
  /** All recordings go on in a new file from the next keyframe on. */
  z.object({ type: z.literal("splitRecordings") }),
  /** Takes effect at once, whatever runs. */
  z.object({ type: z.literal("configureReplay"), replay: ReplaySettings }),
  /** Write the last seconds to this absolute file; answered when it is whole. */
  z.object({ type: z.literal("saveReplay"), file: z.string(), container: RecordingContainer }),
  /** A chapter begins in all recordings with the newest picture. */
  z.object({ type: z.literal("markChapter") }),
  /** Finish recordings that a run before left unfinished, one after the other; answered at once. */
  z.object({ type: z.literal("finishRecordings"), files: z.array(z.string()) }),
  /** Stop everything and finalise; the engine answers with `stopped`, then may be ended. */
  z.object({ type: z.literal("shutDown") }),
]);
export type EngineCommand = z.infer<typeof EngineCommand>;

/** Commands carry an id so that each is answered once: `done`, with a problem when it was refused. */
export const EngineRequest = z.object({ id: z.int(), command: EngineCommand });
export type EngineRequest = z.infer<typeof EngineRequest>;

export const EngineEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("done"), id: z.int(), problem: Problem.nullable() }),
  z.object({ type: z.literal("status"), status: EngineStatus }),
  z.object({ type: z.literal("log"), level: z.enum(["debug", "info", "warn", "error"]), text: z.string() }),
]);
export type EngineEvent = z.infer<typeof EngineEvent>;
