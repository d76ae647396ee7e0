import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Collection } from "../contract/collection";
import type { Hotkey } from "../contract/hotkey";
import { aCollection } from "./collection.fixture";
import { canonicalKeys } from "./hotkey-keys";
import { Hotkeys } from "./hotkeys";

/** A desktop on which another program has F9, and that knows no key called "Nonsense". */
class Desktop {
  readonly keys = new Map<string, () => void>();
  register(keys: string, pressed: () => void): boolean {
    if (keys.includes("Nonsense")) throw new TypeError("conversion failure");
    if (keys === "F9" || this.keys.has(keys)) return false;
    this.keys.set(keys, pressed);
    return true;
  }
  unregister(keys: string): void {
    this.keys.delete(keys);
  }
  press(keys: string): void {
    this.keys.get(keys)?.();
  }
}

let desktop: Desktop;
let hotkeys: Hotkeys;
const talk = { set: vi.fn(), hears: vi.fn(() => true), close: vi.fn() };
const act = vi.fn();
let open: Collection;
beforeEach(() => {
  vi.clearAllMocks();
  open = aCollection();
  desktop = new Desktop();
  hotkeys = new Hotkeys({ registrar: desktop, act, talk, open: () => open, platform: "linux", everywhere: true });
});

const scene = (keys: string, id = "talk"): Hotkey => ({ keys, action: { do: "scene", scene: id } });
const record: Hotkey = { keys: "F10", action: { do: "record" } };

it("acts on its keys until they are taken away", () => {
  expect(hotkeys.set([scene("F1"), record])).toEqual([]);
  desktop.press("F1");
  expect(act).toHaveBeenLastCalledWith({ do: "scene", scene: "talk" });
  expect(hotkeys.set([{ ...record, keys: "F2" }])).toEqual([]);
  expect([...desktop.keys.keys()]).toEqual(["F2"]);
  hotkeys.close();
  expect(desktop.keys.size).toBe(0);
});

describe("conflicts", () => {
  it("with other programs and unknown keys are told once, by those that are new", () => {
    expect(hotkeys.set([scene("F9"), scene("Ctrl+Nonsense", "pause")])).toEqual([
      { keys: "F9", trouble: "taken" },
      { keys: "Ctrl+Nonsense", trouble: "unknown" },
    ]);
    expect(hotkeys.set([scene("F9"), scene("Ctrl+Nonsense", "pause")])).toEqual([]);
    expect(hotkeys.set([scene("F9"), record])).toEqual([]);
  });

  it("among themselves are found however they are written; the first one acts", () => {
    const twice = [scene("Ctrl+Shift+1"), { ...record, keys: "shift+CommandOrControl+1" }];
    expect(hotkeys.check(twice)).toEqual(twice.map(({ keys }) => ({ keys, trouble: "twice" })));
    hotkeys.set(twice);
    desktop.press("Ctrl+Shift+1");
    expect(act).toHaveBeenCalledExactlyOnceWith({ do: "scene", scene: "talk" });
  });

  it("of scenes and strips that are not open are none, and their keys stay free", () => {
    expect(hotkeys.check([scene("F1"), scene("F1", "of another collection")])).toEqual([]);
    hotkeys.set([scene("F1"), scene("F1", "of another collection"), scene("F3", "of another collection")]);
    expect([...desktop.keys.keys()]).toEqual(["F1"]);
    open = { ...open, scenes: [{ id: "of another collection", name: "", items: [], transition: null }] };
    hotkeys.set([scene("F1"), scene("F1", "of another collection"), scene("F3", "of another collection")]);
    desktop.press("F1");
    desktop.press("F3");
    expect(act.mock.calls).toEqual([[{ do: "scene", scene: "of another collection" }], [{ do: "scene", scene: "of another collection" }]]);
  });
});

it("checks without keeping, and does not trip over its own", () => {
  hotkeys.set([record]);
  expect(hotkeys.check([record, scene("F1"), scene("F9", "pause")])).toEqual([{ keys: "F9", trouble: "taken" }]);
  expect([...desktop.keys.keys()]).toEqual(["F10"]);
  desktop.press("F10");
  expect(act).toHaveBeenCalledOnce();
});

it("is deaf while paused", () => {
  hotkeys.set([record]);
  hotkeys.pause(true);
  hotkeys.set([record, scene("F1")]);
  expect(desktop.keys.size).toBe(0);
  hotkeys.pause(false);
  desktop.press("F1");
  expect(act).toHaveBeenCalledExactlyOnceWith({ do: "scene", scene: "talk" });
});

it("gives push-to-talk to who hears keys being let go, and says where nobody does", () => {
  const key: Hotkey = { keys: "F8", action: { do: "push-to-talk", channel: "mic" } };
  expect(hotkeys.set([key, record])).toEqual([]);
  expect(talk.set).toHaveBeenLastCalledWith([{ keys: "F8", channel: "mic" }]);
  expect([...desktop.keys.keys()]).toEqual(["F10"]);
  hotkeys.pause(true);
  expect(talk.set).toHaveBeenLastCalledWith([]);
  hotkeys.pause(false);
  talk.hears.mockReturnValueOnce(false);
  expect(hotkeys.check([key])).toEqual([{ keys: "F8", trouble: "window-only" }]);
  hotkeys.close();
  expect(talk.close).toHaveBeenCalledOnce();
});

it("says where keys reach only the window that has the focus", () => {
  const wayland = new Hotkeys({ registrar: desktop, act, talk, open: () => open, platform: "linux", everywhere: false });
  expect(wayland.set([record])).toEqual([{ keys: "F10", trouble: "window-only" }]);
});

it("reads keys the way Electron does", () => {
  expect(canonicalKeys("CmdOrCtrl+A", "darwin")).toBe("command+a");
  expect(canonicalKeys("CmdOrCtrl+A", "win32")).toBe("control+a");
  expect(canonicalKeys("Option+Super+Plus", "linux")).toBe("alt+meta+plus");
  for (const none of ["", "Ctrl", "A+B", "Ctrl+"]) expect(canonicalKeys(none, "linux")).toBeNull();
});
