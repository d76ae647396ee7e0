import type { KeyCode } from "./hotkey-codes";

/** Main → keyboard process: the library to hear keys with, and the keys that matter. Nothing else ever leaves the process. */
export interface WatchOrder {
  readonly library: string;
  readonly keys: readonly KeyCode[];
}

/** Keyboard process → main: a key of the newest order, by its place in it, went down or up. */
export interface WatchReport {
  readonly key: number;
  readonly held: boolean;
}

/** A key event of libuiohook; 4 is a press, repeated while held, 5 a release. */
export interface HookEvent {
  readonly type: number;
  readonly keycode: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Which of the watched keys are held. A key counts from when it is pressed with just its modifiers until itself is let go. */
export class HeldKeys {
  private keys: readonly KeyCode[] = [];
  private readonly held = new Set<number>();

  constructor(private readonly tell: (report: WatchReport) => void) {}

  watch(keys: readonly KeyCode[]): void {
    for (const key of this.held) this.tell({ key, held: false });
    this.held.clear();
    this.keys = keys;
  }

  heard({ type, keycode, ctrlKey, metaKey, altKey, shiftKey }: HookEvent): void {
    this.keys.forEach(({ code, ctrl, meta, alt, shift }, key) => {
      if (code !== keycode) return;
      const wanted = ctrl === ctrlKey && meta === metaKey && alt === altKey && shift === shiftKey;
      if (type === 4 && wanted && !this.held.has(key)) {
        this.held.add(key);
        this.tell({ key, held: true });
      } else if (type === 5 && this.held.delete(key)) {
        this.tell({ key, held: false });
      }
    });
  }
}
