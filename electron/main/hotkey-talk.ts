import { type KeyCode, keyCode } from "./hotkey-codes";
import { canonicalKeys } from "./hotkey-keys";
import type { WatchOrder, WatchReport } from "./hotkey-watch";

/** The process that hears the keyboard (hotkey-keyboard.ts). */
export interface KeyboardProcess {
  post(order: WatchOrder): void;
  onReport(listener: (report: WatchReport) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

export interface TalkKeysParts {
  start: () => KeyboardProcess;
  /** Path of the native library; null where there is none for this system, or it may not hear the keyboard. */
  library: () => string | null;
  platform: NodeJS.Platform;
  /** The key of this channel was pressed or let go, anywhere on the desktop. */
  talk: (channel: string, held: boolean) => void;
}

/** Push-to-talk keys, held anywhere on the desktop. Without keys no process runs and no key is heard. */
export class TalkKeys {
  private process: KeyboardProcess | null = null;
  private watched: readonly { channel: string; code: KeyCode }[] = [];
  private readonly talking = new Set<string>();
  private broken = false;

  constructor(private readonly parts: TalkKeysParts) {}

  /** Whether these keys are heard while another window has the focus. */
  hears(keys: string): boolean {
    return !this.broken && this.codeOf(keys) !== null && this.parts.library() !== null;
  }

  set(hotkeys: readonly { keys: string; channel: string }[]): void {
    const watched = hotkeys.flatMap(({ keys, channel }) => {
      const code = this.codeOf(keys);
      return code === null ? [] : [{ channel, code }];
    });
    if (JSON.stringify(watched) === JSON.stringify(this.watched)) return;
    this.silence();
    this.watched = watched;
    const library = this.broken ? null : this.parts.library();
    if (watched.length === 0 || library === null) return this.close();
    this.process ??= this.begin();
    this.process.post({ library, keys: watched.map(({ code }) => code) });
  }

  close(): void {
    const { process } = this;
    this.process = null;
    process?.kill();
    this.silence();
  }

  private begin(): KeyboardProcess {
    const process = this.parts.start();
    process.onReport(({ key, held }) => {
      const channel = this.process === process ? this.watched[key]?.channel : undefined;
      if (channel === undefined || held === this.talking.has(channel)) return;
      if (held) this.talking.add(channel);
      else this.talking.delete(channel);
      this.parts.talk(channel, held);
    });
    process.onExit(() => {
      if (this.process !== process) return;
      // Not begun again: what crashed once would crash at the next key. The window still hears its own keys.
      this.broken = true;
      this.process = null;
      this.silence();
    });
    return process;
  }

  /** Nobody is heard whose key is not known to be held. */
  private silence(): void {
    for (const channel of this.talking) this.parts.talk(channel, false);
    this.talking.clear();
  }

  private codeOf(keys: string): KeyCode | null {
    const canonical = canonicalKeys(keys, this.parts.platform);
    return canonical === null ? null : keyCode(canonical);
  }
}
