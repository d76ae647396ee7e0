import type { FfmpegAbility } from "../../contract/encoder";
import type { RecordingOrder } from "../../contract/engine";
import type { Problem } from "../../contract/problem";
import type { RecordingStatus } from "../../contract/recording";
import type { Bus } from "../bus/bus";

export interface RecorderOptions {
  readonly order: RecordingOrder;
  readonly bus: Bus;
  readonly ffmpeg: FfmpegAbility;
  /** Called after every transition of the phase and when a new file is begun. */
  readonly onChange: () => void;
}

/** Writes the stream to a file that is never an existing one. */
export class Recorder {
  constructor(private readonly options: RecorderOptions) {}

  /** Begins at the newest keyframe; answers the Problem when the folder does not allow it, null when it runs. */
  async start(): Promise<Problem | null> {
    return null;
  }

  /** Finalises the file; always resolves within 5 s. */
  async stop(): Promise<void> {
    this.options.onChange();
  }

  status(): RecordingStatus {
    return { id: this.options.order.id, phase: "idle", since: 0, file: null, bytes: 0, problem: null };
  }
}
