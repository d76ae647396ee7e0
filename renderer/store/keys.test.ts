import { beforeEach, expect, test, vi } from "vitest";
import { keysText, matches, pressedKeys, releases } from "./keys";

beforeEach(() => {
  vi.stubGlobal("navigator", { userAgent: "X11; Linux" });
});

function pressed(code: string, held: { ctrl?: boolean; alt?: boolean; shift?: boolean; meta?: boolean } = {}): KeyboardEvent {
  const { ctrl = false, alt = false, shift = false, meta = false } = held;
  return { code, key: "?", ctrlKey: ctrl, altKey: alt, shiftKey: shift, metaKey: meta } as KeyboardEvent;
}

test.each([
  [pressed("Digit1", { ctrl: true, shift: true }), "CommandOrControl+Shift+1", "Ctrl+Shift+1"],
  [pressed("KeyQ", { alt: true }), "Alt+Q", "Alt+Q"],
  [pressed("F13"), "F13", "F13"],
  [pressed("Slash", { shift: true }), "Shift+/", "Shift+/"],
  [pressed("Numpad7"), "num7", "Num 7"],
  [pressed("NumpadAdd", { ctrl: true }), "CommandOrControl+numadd", "Ctrl+Num +"],
  [pressed("ArrowUp", { meta: true }), "Super+Up", "Super+↑"],
  [pressed("PageDown"), "PageDown", "Page Down"],
])("what is pressed is recorded, found again and written for people: %#", (event, recorded, text) => {
  expect(pressedKeys(event)).toBe(recorded);
  expect(matches(recorded, event)).toBe(true);
  expect(releases(recorded, event)).toBe(true);
  expect(keysText(recorded)).toBe(text);
});

test("modifiers alone and keys that cannot be hotkeys are none", () => {
  expect([pressed("ShiftLeft", { shift: true }), pressed("Lang1"), pressed("Fn")].map(pressedKeys)).toEqual([null, null, null]);
});

test("on a Mac the command key is what Ctrl is elsewhere", () => {
  vi.stubGlobal("navigator", { userAgent: "Macintosh" });
  expect(pressedKeys(pressed("KeyL", { meta: true, shift: true }))).toBe("CommandOrControl+Shift+L");
  expect(pressedKeys(pressed("KeyL", { ctrl: true }))).toBe("Control+L");
  expect(keysText("CommandOrControl+Shift+L")).toBe("⇧⌘L");
});
