import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { ArmedDestination, RecordingOrder } from "../contract/engine";
import type { Problem } from "../contract/problem";
import type { EngineStatus } from "../contract/status";
import type { Broadcast } from "./broadcast";
import type { LaunchOptions } from "./launch-options";
import { Verdict } from "./verdict";

/** How long the encoder may take to run, in ms, before a run with a duration counts as failed. */
const ENCODER_DEADLINE = 30_000;

/** The destinations of --output, for this run only. */
export function launchDestinations(options: LaunchOptions): ArmedDestination[] {
  return options.outputs.flatMap((output, at) =>
    output.kind === "file"
      ? []
      : [
          {
            destination: { id: `launch-${at + 1}`, name: output.address.name, enabled: true, target: output.address.target },
            secrets: output.address.secrets,
          },
        ],
  );
}

/** The recordings of --output, for this run only. */
function launchRecordings(options: LaunchOptions): RecordingOrder[] {
  return options.outputs.flatMap((output) =>
    output.kind === "file" ? [{ id: randomUUID(), file: output.file, container: output.container }] : [],
  );
}

/** How much longer than its duration a run may take, in ms, for media that comes late. */
const GRACE = 5000;

/** What the command line set going: starts it, ends it after its duration, and knows how it went. */
export class LaunchRun {
  private readonly verdict = new Verdict();
  private timer: NodeJS.Timeout | null = null;
  private counting = false;
  private closed = false;
  private encoded = 0;
  private latestEnd = 0;
  private refused = false;

  /** `quit` is called once the duration is over, or when a run with a duration cannot begin. */
  constructor(
    private readonly options: LaunchOptions,
    private readonly broadcast: Broadcast,
    private readonly say: (problem: Problem) => void,
    private readonly quit: () => void,
  ) {}

  /** Starts everything asked for. `saved` are the destinations --startstreaming means. */
  async start(saved: ArmedDestination[]): Promise<void> {
    const { options, broadcast } = this;
    const own = launchDestinations(options);
    const destinations = options.startStreaming ? [...saved, ...own] : own;
    const attempts: Promise<Problem | null>[] = [];
    if (options.rehearse) attempts.push(broadcast.rehearse(true));
    if (options.startStreaming || destinations.length > 0) {
      for (const { destination } of destinations) this.verdict.expect("destination", destination.id, destination.name);
      attempts.push(broadcast.startStream(destinations));
    }
    for (const recording of launchRecordings(options)) attempts.push(this.record(recording));
    if (options.startRecording) {
      const made = await broadcast.newRecording();
      attempts.push("file" in made ? this.record(made) : Promise.resolve(made));
    }
    // One cause (no ffmpeg) refuses every output; it is said once.
    const problems = new Map((await Promise.all(attempts)).flatMap((p) => (p === null ? [] : [[JSON.stringify(p), p]])));
    for (const problem of problems.values()) this.say(problem);
    this.refused = problems.size > 0;
    if (options.duration === null) return;
    if (this.refused && !broadcast.encoding) this.quit();
    else if (attempts.length > 0 && !this.counting) this.timer = setTimeout(() => this.quit(), ENCODER_DEADLINE);
  }

  heard(status: EngineStatus): void {
    this.verdict.heard(status);
    const { duration } = this.options;
    if (duration === null || this.closed) return;
    if (status.encoder.phase === "running") this.countDown(duration * 1000, status);
    else if (status.encoder.phase === "failed" && !this.counting) {
      this.refused = true;
      if (status.encoder.problem !== null) this.say(status.encoder.problem);
      this.quit();
    }
  }

  /** What counts is media: frames are there before the encoder is said to run, and may come late on a busy machine. */
  private countDown(duration: number, { program }: EngineStatus): void {
    const now = performance.now();
    if (!this.counting) this.latestEnd = now + duration + GRACE;
    this.counting = true;
    const encoded = (program.frames / program.format.fps) * 1000;
    // An encoder that was started again counts from zero; its first timer stays.
    if (encoded < this.encoded) return;
    this.encoded = encoded;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.quit(), Math.max(0, Math.min(duration - encoded, this.latestEnd - now)));
  }

  /** The outputs are about to be stopped. */
  close(): void {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.verdict.close();
  }

  /** 1 when an output failed or something was refused; only a run with a duration is judged. */
  exitCode(): { code: 0 | 1; failed: string[] } {
    if (this.options.duration === null) return { code: 0, failed: [] };
    const failed = this.verdict.failures();
    const never = this.options.duration !== null && !this.counting;
    return { code: failed.length > 0 || this.refused || never ? 1 : 0, failed };
  }

  private record(recording: RecordingOrder): Promise<Problem | null> {
    this.verdict.expect("recording", recording.id, basename(recording.file));
    return this.broadcast.startRecording(recording);
  }
}
