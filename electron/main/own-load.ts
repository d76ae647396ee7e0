import { cpus } from "node:os";
import { app } from "electron";

/** Electron measures since it was last asked: asked more often than this, in ms, the figure would only be noise. */
const SPAN = 900;

/** Processor load of Electron's own processes, the engine's among them; its encoders and publishers are not. */
export class OwnLoad {
  private readonly cores = cpus().length;
  private at = Number.NEGATIVE_INFINITY;
  private load = 0;

  /** In % of one core. */
  measure(): number {
    const now = performance.now();
    if (now - this.at >= SPAN) {
      this.at = now;
      // Electron gives each process's share of the whole machine.
      this.load = app.getAppMetrics().reduce((sum, { cpu }) => sum + cpu.percentCPUUsage, 0) * this.cores;
    }
    return this.load;
  }
}
