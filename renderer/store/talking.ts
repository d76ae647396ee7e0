import { type Channel, newChannel } from "../../electron/contract/channel";
import type { Hotkey } from "../../electron/contract/hotkey";
import { stingerFiles, stingerId } from "../stage/stinger";
import type { CollectionSlice } from "./collection";
import { matches, releases } from "./keys";
import type { ProgramSlice } from "./program";
import type { SettingsSlice } from "./settings";
import { useStudio } from "./studio";

type Heard = Pick<CollectionSlice, "collection"> & Pick<SettingsSlice, "settings"> & Pick<ProgramSlice, "talking">;

const none: readonly Channel[] = [];
let last: { readonly from: readonly unknown[]; readonly channels: readonly Channel[] } = { from: [], channels: none };

/** The strips as the mixer has them: one with a push-to-talk key is silent until it is held, and stingers have one that nobody sees. */
export function heardChannels({ collection, settings, talking }: Heard): readonly Channel[] {
  const films = collection === null ? [] : stingerFiles([collection.transition, ...collection.scenes.map(({ transition }) => transition)]);
  const from = [collection?.channels, settings?.hotkeys, talking, films.join("\n")];
  if (from.every((part, at) => part === last.from[at])) return last.channels;
  const keyed = new Set(talkKeys(settings?.hotkeys ?? []).map(({ channel }) => channel));
  const silent = ({ id }: Channel) => keyed.has(id) && !talking.has(id);
  const strips = (collection?.channels ?? none).map((channel) => (silent(channel) && !channel.muted ? { ...channel, muted: true } : channel));
  const stingers = films.map(stingerId).map((id) => newChannel(id, "Stinger", { kind: "source", source: id }));
  const channels = [...strips, ...stingers];
  last = { from, channels };
  return channels;
}

/** Listens for push-to-talk keys while the window has the focus. Returns the function that ends it. */
export function listenForTalk(): () => void {
  const down = (event: KeyboardEvent): void => {
    if (event.repeat || isTyping(event)) return;
    const keys = talkKeys(useStudio.getState().settings?.hotkeys ?? []).filter((one) => matches(one.keys, event));
    if (keys.length === 0) return;
    event.preventDefault();
    say((talking) => keys.forEach(({ channel }) => talking.add(channel)));
  };
  const up = (event: KeyboardEvent): void => {
    const keys = talkKeys(useStudio.getState().settings?.hotkeys ?? []).filter((one) => releases(one.keys, event));
    if (keys.some(({ channel }) => here.has(channel))) say((talking) => keys.forEach(({ channel }) => talking.delete(channel)));
  };
  // Who leaves the window does not let go of a key in it.
  const left = (): void => {
    if (here.size > 0) say((talking) => talking.clear());
  };
  window.addEventListener("keydown", down);
  window.addEventListener("keyup", up);
  window.addEventListener("blur", left);
  return () => {
    window.removeEventListener("keydown", down);
    window.removeEventListener("keyup", up);
    window.removeEventListener("blur", left);
  };
}

/** Held in this window, and held anywhere as main heard it: who talks by either is heard. */
const here = new Set<string>();
const anywhere = new Set<string>();

/** Main heard a push-to-talk key, whatever has the focus. */
export function talkedAnywhere(channel: string, held: boolean): void {
  if (held) anywhere.add(channel);
  else anywhere.delete(channel);
  useStudio.setState({ talking: new Set([...here, ...anywhere]) });
}

function say(change: (talking: Set<string>) => void): void {
  change(here);
  useStudio.setState({ talking: new Set([...here, ...anywhere]) });
}

function talkKeys(hotkeys: readonly Hotkey[]): { keys: string; channel: string }[] {
  return hotkeys.flatMap(({ keys, action }) => (action.do === "push-to-talk" ? [{ keys, channel: action.channel }] : []));
}

/** A letter that is typed somewhere is no key to talk. */
function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
