import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Hotkey } from "../../electron/contract/hotkey";
import { defaultSettings } from "../../electron/contract/settings";
import { aStudio } from "./edits/collection.fixture";
import { useStudio } from "./studio";

/** What keyboards tell, on a page that is none. */
class Key extends Event {
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey = false;
  readonly metaKey = false;
  constructor(
    type: "keydown" | "keyup",
    readonly code: string,
    readonly key: string,
    { ctrl = false, shift = false } = {},
    readonly repeat = false,
  ) {
    super(type, { cancelable: true });
    this.ctrlKey = ctrl;
    this.shiftKey = shift;
  }
}

let page: EventTarget;
let end: () => void;
let heard: () => boolean | undefined;

beforeEach(async () => {
  page = new EventTarget();
  vi.stubGlobal("window", page);
  vi.stubGlobal("navigator", { userAgent: "X11; Linux" });
  vi.stubGlobal("HTMLElement", EventTarget);
  const { heardChannels, listenForTalk } = await import("./talking");
  useStudio.setState({ collection: aStudio(), talking: new Set() });
  end = listenForTalk();
  heard = () => heardChannels(useStudio.getState()).find(({ id }) => id === "mic")?.muted === false;
});
afterEach(() => {
  end();
  vi.unstubAllGlobals();
});

function keyed(keys: string): void {
  const hotkeys: Hotkey[] = [{ keys, action: { do: "push-to-talk", channel: "mic" } }];
  useStudio.setState({ settings: { ...defaultSettings, hotkeys } });
}

test("a stinger's film has a strip of its own, and edits of scenes change none", async () => {
  const { heardChannels } = await import("./talking");
  const collection = aStudio();
  const stinger = { kind: "stinger", file: "/a.webm", cutAt: 500 } as const;
  const scenes = collection.scenes.map((scene) => ({ ...scene, transition: stinger }));
  const now = (change: Partial<typeof collection>) => heardChannels({ ...useStudio.getState(), collection: { ...collection, ...change } });
  expect(now({}).map(({ id }) => id)).toEqual(["mic", "film-sound"]);
  const heard = now({ scenes, transition: stinger });
  expect(heard.map(({ input }) => input).slice(2)).toEqual([{ kind: "source", source: "stinger:/a.webm" }]);
  expect(now({ scenes: [...scenes], transition: stinger })).toBe(heard);
});

describe("push-to-talk", () => {
  test("is heard while the key is held, and changes nothing that is kept", () => {
    expect(heard()).toBe(true);
    keyed("F8");
    expect(heard()).toBe(false);
    page.dispatchEvent(new Key("keydown", "F8", "F8"));
    page.dispatchEvent(new Key("keydown", "F8", "F8", {}, true));
    expect(heard()).toBe(true);
    page.dispatchEvent(new Key("keyup", "F8", "F8"));
    expect(heard()).toBe(false);
    expect(useStudio.getState().collection).toEqual(aStudio());
  });

  test("ends with the key itself, whatever is let go first, and with the focus", () => {
    keyed("CommandOrControl+Shift+1");
    page.dispatchEvent(new Key("keydown", "Digit1", "1", { ctrl: true }));
    expect(heard()).toBe(false);
    page.dispatchEvent(new Key("keydown", "Digit1", "!", { ctrl: true, shift: true }));
    expect(heard()).toBe(true);
    page.dispatchEvent(new Key("keyup", "ShiftLeft", "Shift", { ctrl: true }));
    expect(heard()).toBe(true);
    page.dispatchEvent(new Key("keyup", "Digit1", "1", { ctrl: true }));
    expect(heard()).toBe(false);
    page.dispatchEvent(new Key("keydown", "Digit1", "!", { ctrl: true, shift: true }));
    page.dispatchEvent(new Event("blur"));
    expect(heard()).toBe(false);
  });

  test.each([
    ["Space", "Space", " "],
    ["Up", "ArrowUp", "ArrowUp"],
    ["num5", "Numpad5", "5"],
    ["a", "KeyA", "a"],
    ["Enter", "Enter", "Enter"],
  ])("knows %s", (keys, code, key) => {
    keyed(keys);
    page.dispatchEvent(new Key("keydown", code, key));
    expect(heard()).toBe(true);
  });

  test("leaves a muted strip muted", () => {
    const [mic, ...others] = aStudio().channels;
    if (mic === undefined) throw new Error("there is no microphone");
    useStudio.setState({ collection: { ...aStudio(), channels: [{ ...mic, muted: true }, ...others] } });
    keyed("F8");
    page.dispatchEvent(new Key("keydown", "F8", "F8"));
    expect(heard()).toBe(false);
  });
});
