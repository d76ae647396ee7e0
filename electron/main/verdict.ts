import type { EngineStatus } from "../contract/status";

/** Whether the outputs a run was started for did their work: what the exit code says. */
export class Verdict {
  private readonly destinations = new Map<string, string>();
  private readonly recordings = new Map<string, string>();
  private readonly recorded = new Set<string>();
  private readonly lost = new Set<string>();
  private status: EngineStatus | null = null;
  private closed = false;

  /** Counts on outputs, by id with the name to call them by. */
  expect(kind: "destination" | "recording", id: string, name: string): void {
    (kind === "destination" ? this.destinations : this.recordings).set(id, name);
  }

  heard(status: EngineStatus): void {
    if (!this.closed) this.status = status;
    for (const recording of status.recordings) {
      if (recording.bytes > 0) this.recorded.add(recording.id);
      if (recording.phase === "failed" || recording.problem !== null) this.lost.add(recording.id);
    }
  }

  /** The outputs are about to be stopped: a destination is judged by what it was just before. */
  close(): void {
    this.closed = true;
  }

  /** Names of the outputs that failed: destinations not live at the end, recordings with nothing in them or broken off. */
  failures(): string[] {
    const live = new Set(this.status?.destinations.filter((d) => d.phase === "live").map((d) => d.id));
    return [
      ...[...this.destinations].filter(([id]) => !live.has(id)),
      ...[...this.recordings].filter(([id]) => !this.recorded.has(id) || this.lost.has(id)),
    ].map(([, name]) => name);
  }
}
