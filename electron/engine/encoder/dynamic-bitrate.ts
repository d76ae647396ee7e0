import { bitrateSteps, type BitrateStatus } from "../../contract/bitrate";
import type { DestinationStatus } from "../../contract/destination";
import type { EncoderSettings } from "../../contract/encoder";
import type { VideoFormat } from "../../contract/video";
import { type BitrateRules, type BitrateState, fullBitrate, type LinkSample, nextBitrate } from "./bitrate-policy";

type Figures = Pick<DestinationStatus, "id" | "name" | "phase" | "queueMs" | "deliveredBytes">;

/** Looks at the destinations of a broadcast and says at which video bitrate to encode. */
export class DynamicBitrate {
  private readonly rules: BitrateRules;
  private state: BitrateState = fullBitrate;
  private limitedBy: BitrateStatus["limitedBy"] = null;
  /** Bytes that had left at the last look, and when that was, by destination. */
  private before = new Map<string, { readonly bytes: number; readonly at: number }>();

  constructor(settings: EncoderSettings, video: VideoFormat) {
    this.rules = { steps: bitrateSteps(settings, video), sound: settings.audioBitrate };
  }

  /** About once a second; `now` is monotonic ms. No destinations: nothing is streamed, and no network matters. */
  look(destinations: readonly Figures[], now: number): void {
    if (destinations.length === 0) this.state = fullBitrate;
    const live = destinations.filter(({ phase }) => phase === "live");
    const samples: LinkSample[] = live.flatMap(({ id, queueMs, deliveredBytes }) => {
      const last = this.before.get(id);
      if (last === undefined || now <= last.at) return [];
      return [{ id, queueMs, delivered: ((deliveredBytes - last.bytes) * 8) / (now - last.at) }];
    });
    this.before = new Map(live.map(({ id, deliveredBytes }) => [id, { bytes: deliveredBytes, at: now }]));
    this.state = nextBitrate(this.state, samples, this.rules);
    const { limitedBy } = this.state;
    const name = destinations.find(({ id }) => id === limitedBy?.id)?.name ?? this.limitedBy?.name;
    this.limitedBy = limitedBy === null || name === undefined ? null : { name, delivered: limitedBy.delivered };
  }

  /** The video bitrate to encode at, in kb/s. */
  get wanted(): number {
    return this.rules.steps[this.state.step] ?? 0;
  }

  /** `target` is what is encoded now. */
  status(target: number): BitrateStatus {
    return { target, steps: [...this.rules.steps], limitedBy: this.limitedBy };
  }
}
