import type { Collection } from "../contract/collection";
import type { Hotkey, HotkeyAction, HotkeyTrouble } from "../contract/hotkey";
import { canonicalKeys } from "./hotkey-keys";
import type { TalkKeys } from "./hotkey-talk";

/** The part of Electron's globalShortcut that is used: `register` is false for keys another program has, and throws for no keys. */
interface HotkeyRegistrar {
  register(keys: string, pressed: () => void): boolean;
  unregister(keys: string): void;
}

export interface HotkeysParts {
  registrar: HotkeyRegistrar;
  act: (action: HotkeyAction) => void;
  /** Where push-to-talk is heard: the registrar tells no release of a key. */
  talk: Pick<TalkKeys, "set" | "hears" | "close">;
  /** The open collection: of hotkeys for scenes and channels only those of its own count. */
  open: () => Collection;
  platform: NodeJS.Platform;
  /** False where the system gives keys only to the window that has the focus (Wayland). */
  everywhere: boolean;
}

/** The keys that work anywhere on the desktop. */
export class Hotkeys {
  /** What is registered now, by its canonical keys. */
  private held = new Map<string, Hotkey>();
  private wanted: readonly Hotkey[] = [];
  private paused = false;

  constructor(private readonly parts: HotkeysParts) {}

  /** Takes the settings' hotkeys, also when another collection was opened; answers those that are new and do not work. */
  set(hotkeys: readonly Hotkey[]): HotkeyTrouble[] {
    const wanted = this.ofOpen(hotkeys);
    const news = wanted.filter((one) => !this.wanted.some((known) => sameHotkey(known, one)));
    if (news.length === 0 && wanted.length === this.wanted.length) return [];
    this.wanted = wanted;
    const troubles = this.apply();
    return troubles.filter(({ keys }) => news.some((one) => one.keys === keys));
  }

  /** Which of these would not work everywhere. Keys of ours are free for it. */
  check(hotkeys: readonly Hotkey[]): HotkeyTrouble[] {
    return troublesOf(this.ofOpen(hotkeys), this.parts, (canonical, { keys }) => {
      if (this.held.has(canonical)) return true;
      const free = this.register(keys, () => undefined);
      if (free === true) this.parts.registrar.unregister(keys);
      return free;
    });
  }

  /** While paused no key acts, and each can be pressed to be set. */
  pause(paused: boolean): void {
    this.paused = paused;
    this.apply();
  }

  close(): void {
    for (const { keys } of this.held.values()) this.parts.registrar.unregister(keys);
    this.held.clear();
    this.parts.talk.close();
  }

  private ofOpen(hotkeys: readonly Hotkey[]): Hotkey[] {
    const open = this.parts.open();
    return hotkeys.filter(({ action }) => isPartOf(action, open));
  }

  private apply(): HotkeyTrouble[] {
    const { registrar, act } = this.parts;
    const before = this.held;
    this.held = new Map();
    for (const { keys } of before.values()) registrar.unregister(keys);
    this.parts.talk.set(this.paused ? [] : talkKeys(this.wanted));
    if (this.paused) return [];
    return troublesOf(this.wanted, this.parts, (canonical, hotkey) => {
      const free = this.register(hotkey.keys, () => act(hotkey.action));
      if (free === true) this.held.set(canonical, hotkey);
      return free;
    });
  }

  private register(keys: string, pressed: () => void): boolean | "unknown" {
    try {
      return this.parts.registrar.register(keys, pressed);
    } catch {
      return "unknown";
    }
  }
}

/** Asks `take` for the keys of each hotkey once, of those given twice for the first one's. */
function troublesOf(
  hotkeys: readonly Hotkey[],
  { platform, everywhere, talk: talking }: Pick<HotkeysParts, "platform" | "everywhere" | "talk">,
  take: (canonical: string, hotkey: Hotkey) => boolean | "unknown",
): HotkeyTrouble[] {
  const canonicals = hotkeys.map(({ keys }) => canonicalKeys(keys, platform));
  return hotkeys.flatMap((hotkey, at): HotkeyTrouble[] => {
    const trouble = (kind: HotkeyTrouble["trouble"]): HotkeyTrouble[] => [{ keys: hotkey.keys, trouble: kind }];
    const canonical = canonicals[at] ?? null;
    if (canonical === null) return trouble("unknown");
    const talk = hotkey.action.do === "push-to-talk";
    const first = canonicals.indexOf(canonical) === at;
    const free = talk || !first ? true : take(canonical, hotkey);
    if (canonicals.lastIndexOf(canonical) !== at || !first) return trouble("twice");
    if (talk) return talking.hears(hotkey.keys) ? [] : trouble("window-only");
    if (free === "unknown") return trouble("unknown");
    if (!free) return trouble("taken");
    return everywhere ? [] : trouble("window-only");
  });
}

/** Whether what the key is for is there: keys of other collections' scenes are neither held nor in anyone's way. */
function isPartOf(action: HotkeyAction, { scenes, channels }: Collection): boolean {
  if (action.do === "scene") return scenes.some(({ id }) => id === action.scene);
  if (action.do === "mute" || action.do === "push-to-talk") return channels.some(({ id }) => id === action.channel);
  return true;
}

function talkKeys(hotkeys: readonly Hotkey[]): { keys: string; channel: string }[] {
  return hotkeys.flatMap(({ keys, action }) => (action.do === "push-to-talk" ? [{ keys, channel: action.channel }] : []));
}

function sameHotkey(a: Hotkey, b: Hotkey): boolean {
  return a.keys === b.keys && JSON.stringify(a.action) === JSON.stringify(b.action);
}
