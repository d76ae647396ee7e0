import type { Collection } from "../../../electron/contract/collection";
import type { Hotkey, HotkeyAction, HotkeyTrouble } from "../../../electron/contract/hotkey";

/** Something that a key can do, in the words of its row. */
export interface NamedAction {
  readonly action: HotkeyAction;
  readonly name: string;
}

export interface ActionGroup {
  readonly title: string;
  readonly actions: readonly NamedAction[];
}

/** Everything that keys can do while this collection is open. */
export function hotkeyActions({ scenes, channels }: Pick<Collection, "scenes" | "channels">): readonly ActionGroup[] {
  return [
    {
      title: "Studio",
      actions: [
        { action: { do: "stream" }, name: "Go live or end the stream" },
        { action: { do: "record" }, name: "Start or stop recording" },
        { action: { do: "pause-recording" }, name: "Pause or resume recording" },
        { action: { do: "split-recording" }, name: "Record on in a new file" },
        { action: { do: "mark-chapter" }, name: "Begin a chapter in the recording" },
        { action: { do: "replay" }, name: "Save the replay" },
        { action: { do: "transition" }, name: "Take the prepared scene (studio mode)" },
      ],
    },
    { title: "Scenes", actions: scenes.map(({ id, name }) => ({ action: { do: "scene", scene: id }, name: `Show ${name}` })) },
    {
      title: "Sounds",
      actions: channels.flatMap(({ id, name }): NamedAction[] => [
        { action: { do: "mute", channel: id }, name: `Mute or unmute ${name}` },
        { action: { do: "push-to-talk", channel: id }, name: `Hold to talk: ${name}` },
      ]),
    },
  ];
}

export function sameAction(a: HotkeyAction, b: HotkeyAction): boolean {
  if (a.do === "scene") return b.do === "scene" && a.scene === b.scene;
  if (a.do === "mute" || a.do === "push-to-talk") return b.do === a.do && a.channel === b.channel;
  return a.do === b.do;
}

/** The hotkeys with these keys for an action, in the place of `instead` or as one more; those of other actions stay. */
export function withKeys(hotkeys: readonly Hotkey[], action: HotkeyAction, keys: string, instead: string | null): Hotkey[] {
  const isOld = (one: Hotkey) => sameAction(one.action, action) && (one.keys === instead || one.keys === keys);
  const at = hotkeys.findIndex(isOld);
  const others = hotkeys.filter((one) => !isOld(one));
  return at === -1 ? [...others, { keys, action }] : [...others.slice(0, at), { keys, action }, ...others.slice(at)];
}

export function withoutKeys(hotkeys: readonly Hotkey[], action: HotkeyAction, keys: string): Hotkey[] {
  return hotkeys.filter((one) => one.keys !== keys || !sameAction(one.action, action));
}

/** What is the matter with keys, in words; `others`: what else they do. */
export function troubleWords(trouble: HotkeyTrouble["trouble"], action: HotkeyAction, others: readonly string[]): string {
  switch (trouble) {
    case "taken":
      return "Another program has these keys. Choose others, or free them there.";
    case "twice":
      return others.length === 0 ? "These keys are given twice." : `Also given to: ${others.join(", ")}. Only one of them can have it.`;
    case "unknown":
      return "This system does not know these keys. Choose others.";
    case "window-only":
      return action.do === "push-to-talk" ? "Heard only while this window has the focus." : "Works only while this window has the focus.";
  }
}

/** A key that people type with: as a hotkey it is lost to all programs. */
export function isTyped(keys: string): boolean {
  return /^(Shift\+)?([A-Z0-9]|Space|Enter|Tab|Backspace|Delete|[^\w+])$/.test(keys);
}

/** Whether two ways of writing are the same keys. */
export function sameKeys(a: string, b: string): boolean {
  return a === b || canonical(a) === canonical(b);
}

function canonical(keys: string): string {
  const parts = keys.toLowerCase().split("+");
  const key = parts.pop() ?? "";
  return [...parts.sort(), key].join("+");
}
