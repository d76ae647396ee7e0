import { cpus } from "node:os";
import pidusage from "pidusage";

/** Processor load of the encoder and of all helper processes, in % of one core. */
export interface Load {
  readonly encoder: number;
  readonly helpers: number;
  /** How many times faster than now the encoder could run with what the machine has left; 0 when unknown. */
  readonly headroom: number;
}

/**
 * Measures the load of the engine's child processes between two calls, and what the machine has to spare.
 */
export class LoadMeter {
  private idle = idleTime();
  private at = performance.now();

  async measure(encoder: number | undefined, helpers: readonly number[]): Promise<Load> {
    const pids = [...(encoder === undefined ? [] : [encoder]), ...helpers];
    const now = performance.now();
    const idle = idleTime();
    const spare = ((idle - this.idle) / Math.max(1, now - this.at)) * 100;
    this.idle = idle;
    this.at = now;
    if (pids.length === 0) return { encoder: 0, helpers: 0, headroom: 0 };
    const usage = await pidusage(pids).catch(() => null); // a process may end while it is being looked at
    if (usage === null) return { encoder: 0, helpers: 0, headroom: 0 };
    const of = (pid: number): number => usage[pid]?.cpu ?? 0;
    const encoding = encoder === undefined ? 0 : of(encoder);
    return {
      encoder: encoding,
      helpers: helpers.reduce((sum, pid) => sum + of(pid), 0),
      headroom: encoding < 1 ? 0 : (encoding + spare) / encoding,
    };
  }
}

/** Idle ms of all cores since the machine started. */
function idleTime(): number {
  return cpus().reduce((sum, cpu) => sum + cpu.times.idle, 0);
}
