import type { EngineSettings } from "../../contract/engine";
import { problemOf, ProblemError } from "../../contract/problem";
import type { RecordingContainer } from "../../contract/recording";
import type { ReplaySettings, ReplayStatus } from "../../contract/replay";
import type { Bus } from "../bus/bus";
import { writeReplay } from "./replay-file";
import { replayLimit } from "./replay-limit";
import { ReplayRing } from "./replay-ring";
import { nextReplayState, type ReplayEvent, type ReplayState } from "./replay-state";

/** The encode whose last seconds are kept. */
interface Encode {
  readonly bus: Bus;
  readonly settings: EngineSettings;
}

/** The replay buffer: keeps the last seconds of whatever encode runs, and writes them to a file when asked. */
export class Replay {
  private readonly onChange: () => void;
  private settings: ReplaySettings = { on: false, seconds: 0 };
  private state: ReplayState = { phase: "idle", since: Date.now(), file: null, problem: null };
  private encode: Encode | null = null;
  private ring: ReplayRing | null = null;
  private limit = 0;
  private leaveBus: () => void = () => undefined;
  private saving: Promise<void> | null = null;

  /** `onChange` is called after every transition. */
  constructor(onChange: () => void) {
    this.onChange = onChange;
  }

  /** Switches it on or off, or changes how much is kept; takes effect at once. */
  configure(settings: ReplaySettings): void {
    this.settings = settings;
    this.keep();
  }

  /** Another encode runs; the one before has ended. */
  follow(bus: Bus, settings: EngineSettings): void {
    this.encode = { bus, settings };
    this.keep();
  }

  /**
   * Writes what is held at this moment; resolves when the file is whole. While one is being written, asking again means
   * that one. Throws a ProblemError: replay-empty, or what writeReplay throws.
   */
  async save(ffmpeg: string, file: string, container: RecordingContainer): Promise<void> {
    this.saving ??= this.write(ffmpeg, file, container).finally(() => (this.saving = null));
    return this.saving;
  }

  status(): ReplayStatus {
    return { ...this.state, seconds: this.ring?.seconds ?? 0, bytes: this.ring?.bytes ?? 0, limit: this.limit };
  }

  /** Resolves when a save that is under way is over. */
  async close(): Promise<void> {
    await this.saving?.catch(() => undefined);
  }

  private keep(): void {
    const { encode, settings } = this;
    if (encode === null || !settings.on) return this.forget();
    this.limit = replayLimit(settings, encode.settings);
    const bounds = { seconds: settings.seconds, bytes: this.limit };
    if (this.ring !== null) return this.ring.setBounds(bounds);
    const ring = new ReplayRing(bounds);
    this.ring = ring;
    this.become({ type: "began" });
    this.leaveBus = encode.bus.join("last-keyframe", {
      format: (format) => ring.setFormat(format),
      unit: (unit) => ring.push(unit),
      end: () => {
        this.encode = null;
        this.forget();
      },
    });
  }

  private forget(): void {
    this.leaveBus();
    this.leaveBus = () => undefined;
    this.ring = null;
    this.limit = 0;
    this.become({ type: "ended" });
  }

  private async write(ffmpeg: string, file: string, container: RecordingContainer): Promise<void> {
    const cut = this.ring?.cut() ?? null;
    if (cut === null) throw new ProblemError({ code: "replay-empty" });
    this.become({ type: "save" });
    try {
      this.become({ type: "saved", file: await writeReplay(ffmpeg, cut, file, container) });
    } catch (thrown) {
      const problem = problemOf(thrown);
      this.become({ type: "failed", problem });
      throw new ProblemError(problem);
    }
  }

  private become(event: ReplayEvent): void {
    const next = nextReplayState(this.state, event, Date.now());
    if (next === this.state) return;
    this.state = next;
    this.onChange();
  }
}
