import type { DestinationStatus } from "../contract/destination";
import type { RecordingStatus } from "../contract/recording";
import type { EncoderPhase, EngineStatus } from "../contract/status";

interface Shape {
  at?: number;
  phase?: EngineStatus["broadcast"]["phase"];
  encoder?: EncoderPhase;
  destinations?: Partial<DestinationStatus>[];
  recordings?: Partial<RecordingStatus>[];
}

/** An engine status for tests, with only what matters to them said. */
export function aStatus(shape: Shape): EngineStatus {
  return {
    at: shape.at ?? 0,
    broadcast: { phase: shape.phase ?? "off", since: 0 },
    encoder: {
      phase: shape.encoder ?? "off",
      encoder: null,
      fps: 0,
      speed: 0,
      bitrate: 0,
      dynamic: null,
      restarts: 0,
      problem: null,
    },
    program: {
      format: { width: 1280, height: 720, fps: 30 },
      frames: 0,
      repeated: 0,
      skipped: 0,
      dropped: 0,
      slate: false,
      silenceMs: 0,
    },
    destinations: (shape.destinations ?? []).map((destination) => ({
      id: "d",
      name: "d",
      phase: "live",
      since: 0,
      attempt: 0,
      retryAt: null,
      problem: null,
      queueMs: 0,
      deliveredBytes: 0,
      bitrate: 0,
      deliveredFrames: 0,
      droppedFrames: 0,
      dropped: { unreferenced: 0, groupEnds: 0, outage: 0 },
      ...destination,
    })),
    recordings: (shape.recordings ?? []).map((recording) => ({
      id: "r",
      phase: "recording",
      since: 0,
      file: null,
      bytes: 0,
      problem: null,
      ...recording,
    })),
    replay: { phase: "idle", since: 0, seconds: 0, bytes: 0, limit: 0, file: null, problem: null },
    preview: { url: null },
    health: { cpu: 0, diskFree: null },
  };
}
