import { useEffect } from "react";
import { toggleLive, toggleRecording, toggleRehearsal } from "../store/broadcast";
import { saveReplay } from "../store/replay";
import { useStudio } from "../store/studio";
import { pickScene, setStudioMode, take } from "../store/switching";
import { copySelected, duplicateSelected, paste, selectAll } from "./sources/selected";

/** One key combination of the window: Ctrl (⌘ on a Mac), perhaps Shift, and a key as KeyboardEvent.code names it. */
interface Shortcut {
  readonly code: string;
  readonly shift: boolean;
  readonly key: string;
  readonly run: () => void;
  /** Text that is being typed has its own: there it is left alone. */
  readonly ofText?: true;
  /** Again and again while it is held. */
  readonly repeats?: true;
}

function open(dialog: Parameters<ReturnType<typeof useStudio.getState>["open"]>[0]): () => void {
  return () => {
    useStudio.getState().open(dialog);
  };
}

function transform(): void {
  const { selection, open: show } = useStudio.getState();
  if (selection.length > 0) show({ kind: "transform" });
}

const shortcuts = {
  live: { code: "KeyL", shift: true, key: "L", run: toggleLive },
  rehearse: { code: "KeyE", shift: true, key: "E", run: () => void toggleRehearsal() },
  record: { code: "KeyR", shift: true, key: "R", run: () => void toggleRecording() },
  replay: { code: "KeyS", shift: true, key: "S", run: () => void saveReplay() },
  source: { code: "KeyA", shift: true, key: "A", run: open({ kind: "addSource" }) },
  destination: { code: "KeyD", shift: true, key: "D", run: open({ kind: "destination", id: null, goLive: false }) },
  settings: { code: "Comma", shift: false, key: ",", run: open({ kind: "settings" }) },
  studioMode: { code: "KeyM", shift: true, key: "M", run: () => setStudioMode(useStudio.getState().prepared === null) },
  take: { code: "Enter", shift: false, key: "Enter", run: () => take() },
  undo: { code: "KeyZ", shift: false, key: "Z", run: () => useStudio.getState().undo(), ofText: true, repeats: true },
  redo: { code: "KeyZ", shift: true, key: "Z", run: () => useStudio.getState().redo(), ofText: true, repeats: true },
  selectAll: { code: "KeyA", shift: false, key: "A", run: selectAll, ofText: true },
  copy: { code: "KeyC", shift: false, key: "C", run: copySelected, ofText: true },
  paste: { code: "KeyV", shift: false, key: "V", run: () => paste("reference"), ofText: true },
  duplicate: { code: "KeyD", shift: false, key: "D", run: duplicateSelected, ofText: true },
  transform: { code: "KeyE", shift: false, key: "E", run: transform },
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof shortcuts;

const mac = navigator.userAgent.includes("Macintosh");

/** How a shortcut is written on this system. */
export function shortcutText(name: ShortcutName): string {
  const { key, shift } = shortcuts[name];
  if (mac) return `${shift ? "⇧" : ""}⌘${key}`;
  return `Ctrl+${shift ? "Shift+" : ""}${key}`;
}

/** Dialogs that leave the window to be used. */
const floating: readonly string[] = ["properties", "filters", "advancedAudio", "transform"];

/** Listens for the window's shortcuts; while a dialog is over it the keyboard is the dialog's. */
export function useShortcuts(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.altKey || !(mac ? event.metaKey : event.ctrlKey)) return;
      const scene = sceneOf(event);
      const hit: Shortcut | undefined = Object.values(shortcuts).find((s) => s.code === event.code && s.shift === event.shiftKey);
      if ((hit === undefined && scene === undefined) || (hit?.ofText === true && isText(event.target))) return;
      event.preventDefault();
      const { dialog } = useStudio.getState();
      if (dialog !== null && !floating.includes(dialog.kind)) return;
      if (event.repeat && hit?.repeats !== true) return;
      if (scene !== undefined) pickScene(scene);
      else hit?.run();
    };
    window.addEventListener("keydown", pressed);
    return () => {
      window.removeEventListener("keydown", pressed);
    };
  }, []);
}

/** The scene whose number is pressed. */
function sceneOf({ code, shiftKey }: KeyboardEvent): string | undefined {
  const digit = shiftKey ? null : /^Digit([1-9])$/.exec(code);
  return digit === null ? undefined : useStudio.getState().collection?.scenes[Number(digit[1]) - 1]?.id;
}

/** Whether keys that edit text have something to edit there. */
function isText(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !/^(range|checkbox|radio|button|color)$/.test(target.type);
}
