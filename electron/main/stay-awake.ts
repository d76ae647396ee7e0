import { powerSaveBlocker } from "electron";

/** Keeps machine and display awake: one that goes to sleep, or dark, ends a broadcast. */
export class StayAwake {
  private blocker: number | null = null;

  need(needed: boolean): void {
    if (needed === (this.blocker !== null)) return;
    if (this.blocker === null) this.blocker = powerSaveBlocker.start("prevent-display-sleep");
    else {
      powerSaveBlocker.stop(this.blocker);
      this.blocker = null;
    }
  }
}
