import type { Stereo } from "../../stereo";
import { GainRider, STEP } from "../dynamics";
import type { Processor } from "../kind";
import type { NoiseGateSettings } from "./schema";

/** Silence below a level: opens and closes in a straight line, and stays open a while. */
export class NoiseGate implements Processor<NoiseGateSettings> {
  private readonly rider = new GainRider((level) => this.factor(level), 0);
  private gain = 0;
  private open = false;
  /** Ms since the level was last above the closing one. */
  private quiet = 0;

  constructor(
    private settings: NoiseGateSettings,
    private readonly rate: number,
  ) {}

  set(settings: NoiseGateSettings): void {
    this.settings = settings;
  }

  process(sound: Stereo): void {
    this.rider.process(sound, null);
  }

  private factor(level: number): number {
    const { open, close, attack, hold, release } = this.settings;
    const step = (STEP * 1000) / this.rate;
    if (level >= open) this.open = true;
    this.quiet = level < Math.min(open, close) ? this.quiet + step : 0;
    if (this.quiet > hold) this.open = false;
    this.gain = this.open ? Math.min(1, this.gain + step / attack) : Math.max(0, this.gain - step / release);
    return this.gain;
  }
}
