import { globalShortcut } from "electron";
import type { Collection } from "../contract/collection";
import type { HotkeyAction, StudioCommand } from "../contract/hotkey";
import { keyboardLibrary, startKeyboardProcess } from "./hotkey-process";
import { TalkKeys } from "./hotkey-talk";
import { Hotkeys } from "./hotkeys";

export interface SystemHotkeysParts {
  act: (action: HotkeyAction) => void;
  /** To the window. */
  command: (command: StudioCommand) => void;
  open: () => Collection;
}

/** Hotkeys on this desktop. The app must be ready. */
export function systemHotkeys({ act, command, open }: SystemHotkeysParts): Hotkeys {
  const { platform } = process;
  const talk = new TalkKeys({
    start: startKeyboardProcess,
    library: keyboardLibrary,
    platform,
    talk: (channel, held) => command({ do: "talk", channel, held }),
  });
  // Wayland gives keys to the window that has the focus and to nobody else.
  const everywhere = platform !== "linux" || process.env.XDG_SESSION_TYPE !== "wayland";
  return new Hotkeys({ registrar: globalShortcut, act, talk, open, platform, everywhere });
}
