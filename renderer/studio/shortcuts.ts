import { useEffect } from "react";
import { toggleLive, toggleRecording, toggleRehearsal } from "../store/broadcast";
import { useStudio } from "../store/studio";

/** One key combination of the window: Ctrl (⌘ on a Mac), perhaps Shift, and a key as KeyboardEvent.code names it. */
interface Shortcut {
  readonly code: string;
  readonly shift: boolean;
  readonly key: string;
  readonly run: () => void;
}

function open(dialog: Parameters<ReturnType<typeof useStudio.getState>["open"]>[0]): () => void {
  return () => {
    useStudio.getState().open(dialog);
  };
}

export const shortcuts = {
  live: { code: "KeyL", shift: true, key: "L", run: toggleLive },
  rehearse: { code: "KeyE", shift: true, key: "E", run: () => void toggleRehearsal() },
  record: { code: "KeyR", shift: true, key: "R", run: () => void toggleRecording() },
  picture: { code: "KeyP", shift: true, key: "P", run: open({ kind: "picture" }) },
  destination: { code: "KeyD", shift: true, key: "D", run: open({ kind: "destination", id: null, goLive: false }) },
  settings: { code: "Comma", shift: false, key: ",", run: open({ kind: "settings" }) },
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof shortcuts;

const mac = navigator.userAgent.includes("Macintosh");

/** How a shortcut is written on this system. */
export function shortcutText(name: ShortcutName): string {
  const { key, shift } = shortcuts[name];
  if (mac) return `${shift ? "⇧" : ""}⌘${key}`;
  return `Ctrl+${shift ? "Shift+" : ""}${key}`;
}

/** Listens for the window's shortcuts; while a dialog is open the keyboard is the dialog's. */
export function useShortcuts(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.repeat || event.altKey || !(mac ? event.metaKey : event.ctrlKey)) return;
      const hit = Object.values(shortcuts).find((s) => s.code === event.code && s.shift === event.shiftKey);
      if (hit === undefined) return;
      event.preventDefault();
      if (useStudio.getState().dialog === null) hit.run();
    };
    window.addEventListener("keydown", pressed);
    return () => {
      window.removeEventListener("keydown", pressed);
    };
  }, []);
}
