import type { DestinationStatus } from "../../contract/destination";
import type { FfmpegAbility } from "../../contract/encoder";
import type { ArmedDestination } from "../../contract/engine";
import type { Bus } from "../bus/bus";

export interface DestinationOptions {
  readonly armed: ArmedDestination;
  readonly bus: Bus;
  readonly ffmpeg: FfmpegAbility;
  /** Private folder (0700) for the short-lived files that hand keys to ffmpeg. */
  readonly keyFolder: string;
  /** Called after every transition of the phase; figures are read with `status()` whenever they are wanted. */
  readonly onChange: () => void;
}

/** One place the stream goes to: connects, delivers, reconnects, and says truly how it is. */
export class DestinationOutput {
  constructor(private readonly options: DestinationOptions) {}

  /** May be called before the encoder runs: the connection is made meanwhile. */
  start(): void {
    this.options.onChange();
  }

  /** Connects at once instead of at `retryAt`. */
  retry(): void {
    this.options.onChange();
  }

  /** Always resolves within 5 s, whatever the network does. */
  async stop(): Promise<void> {
    this.options.onChange();
  }

  status(): DestinationStatus {
    const { id, name } = this.options.armed.destination;
    return {
      id,
      name,
      phase: "idle",
      since: 0,
      attempt: 0,
      retryAt: null,
      problem: null,
      queueMs: 0,
      deliveredBytes: 0,
      bitrate: 0,
      droppedFrames: 0,
    };
  }
}
