import { beforeEach, describe, expect, it, vi } from "vitest";
import { keyCode } from "./hotkey-codes";
import { type KeyboardProcess, TalkKeys } from "./hotkey-talk";
import { HeldKeys, type WatchOrder, type WatchReport } from "./hotkey-watch";

class Keyboard implements KeyboardProcess {
  readonly orders: WatchOrder[] = [];
  killed = false;
  report: (report: WatchReport) => void = () => undefined;
  exit: () => void = () => undefined;
  post(order: WatchOrder): void {
    this.orders.push(order);
  }
  onReport(listener: (report: WatchReport) => void): void {
    this.report = listener;
  }
  onExit(listener: () => void): void {
    this.exit = listener;
  }
  kill(): void {
    this.killed = true;
  }
}

let started: Keyboard[];
let library: string | null;
let keys: TalkKeys;
const talk = vi.fn();
beforeEach(() => {
  talk.mockClear();
  started = [];
  library = "/keyboard.node";
  keys = new TalkKeys({
    start: () => {
      const keyboard = new Keyboard();
      started.push(keyboard);
      return keyboard;
    },
    library: () => library,
    platform: "linux",
    talk,
  });
});
const mic = { keys: "Ctrl+F8", channel: "mic" };
const guest = { keys: "F9", channel: "guest" };

describe("the keyboard process", () => {
  it("runs only while there is a key to hear, and knows only those keys", () => {
    keys.set([]);
    expect(started).toEqual([]);
    keys.set([mic]);
    keys.set([mic]);
    keys.set([mic, guest]);
    expect(started).toHaveLength(1);
    expect(started[0]?.orders.map((order) => order.keys)).toEqual([[keyCode("control+f8")], [keyCode("control+f8"), keyCode("f9")]]);
    keys.set([]);
    expect(started[0]?.killed).toBe(true);
    keys.set([guest]);
    expect(started).toHaveLength(2);
  });

  it("is not begun where it cannot hear", () => {
    library = null;
    keys.set([mic]);
    expect(started).toEqual([]);
    expect(keys.hears("F8")).toBe(false);
    library = "/keyboard.node";
    expect([keys.hears("F8"), keys.hears("MediaPlayPause"), keys.hears("")]).toEqual([true, false, false]);
  });

  it("that ends lets everybody go, and is not tried again", () => {
    keys.set([mic]);
    started[0]?.report({ key: 0, held: true });
    started[0]?.exit();
    expect(talk.mock.calls).toEqual([["mic", true], ["mic", false]]);
    expect(keys.hears("F8")).toBe(false);
    keys.set([guest]);
    expect(started).toHaveLength(1);
  });
});

it("lets go when the keys change, and hears nothing of the ones before", () => {
  keys.set([mic]);
  started[0]?.report({ key: 0, held: true });
  keys.set([guest]);
  started[0]?.report({ key: 0, held: false });
  expect(talk.mock.calls).toEqual([["mic", true], ["mic", false]]);
});

describe("a key", () => {
  const reports: WatchReport[] = [];
  const held = new HeldKeys((report) => reports.push(report));
  const event = (type: 4 | 5, keycode: number, ctrlKey = false, shiftKey = false) => held.heard({ type, keycode, ctrlKey, shiftKey, metaKey: false, altKey: false });
  beforeEach(() => {
    held.watch([keyCode("control+f8"), keyCode("f9")].filter((code) => code !== null));
    reports.length = 0;
  });

  it("is held from its press with just its modifiers until itself is let go", () => {
    event(4, 0x42);
    event(4, 0x42, true, true);
    expect(reports).toEqual([]);
    event(4, 0x42, true);
    event(4, 0x42, true);
    event(5, 0x1d);
    event(5, 0x42);
    event(5, 0x42);
    expect(reports).toEqual([{ key: 0, held: true }, { key: 0, held: false }]);
  });

  it("that is watched no more is let go", () => {
    event(4, 0x43);
    held.watch([]);
    expect(reports).toEqual([{ key: 1, held: true }, { key: 1, held: false }]);
  });
});

/** The library's own table, by the names it gives. */
it.each([
  ["a", 0x1e],
  ["z", 0x2c],
  ["m", 0x32],
  ["p", 0x19],
  ["0", 0x0b],
  ["esc", 0x01],
  ["tab", 0x0f],
  ["enter", 0x1c],
  ["space", 0x39],
  ["backspace", 0x0e],
  ["f1", 0x3b],
  ["f10", 0x44],
  ["f12", 0x58],
  ["f15", 0x5d],
  ["f24", 0x6b],
  ["`", 0x29],
  ["/", 0x35],
  ["]", 0x1b],
  ["num0", 0x52],
  ["numadd", 0x4e],
  ["insert", 0x0e52],
  ["delete", 0x0e53],
  ["up", 0xe048],
])("%s has libuiohook's code", (key, code) => {
  expect(keyCode(key)).toEqual({ code, ctrl: false, meta: false, alt: false, shift: false });
});
