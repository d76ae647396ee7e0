const mac = navigator.userAgent.includes("Macintosh");

/** What has to be held with a key. */
interface Modifiers {
  readonly control: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

const named: Readonly<Record<string, string>> = {
  ...{ " ": "space", arrowup: "up", arrowdown: "down", arrowleft: "left", arrowright: "right" },
  ...{ escape: "esc", "+": "plus", enter: "return" },
};

/** Keys of the keypad and punctuation are told by their place, digits and letters by what is printed in the first layer. */
function keyName({ key, code }: KeyboardEvent): string {
  const digit = /^Digit(\d)$/.exec(code)?.[1] ?? /^Key([A-Z])$/.exec(code)?.[1];
  if (digit !== undefined) return digit.toLowerCase();
  const pad = /^Numpad(\d)$/.exec(code)?.[1];
  if (pad !== undefined) return `num${pad}`;
  const name = key.toLowerCase();
  return named[name] ?? name;
}

/** Whether these keys, in Electron's accelerator syntax, are what is pressed. */
export function matches(keys: string, event: KeyboardEvent): boolean {
  const { key, modifiers } = parse(keys);
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  const held = modifiers.control === ctrlKey && modifiers.meta === metaKey && modifiers.alt === altKey && modifiers.shift === shiftKey;
  return held && key === keyName(event);
}

/** Whether it is the key itself that was let go, whatever is held with it by then. */
export function releases(keys: string, event: KeyboardEvent): boolean {
  return parse(keys).key === keyName(event);
}

function parse(keys: string): { key: string; modifiers: Modifiers } {
  const parts = keys.toLowerCase().split("+");
  const last = parts.pop() ?? "";
  const has = (...names: string[]) => names.some((name) => parts.includes(name));
  const either = has("commandorcontrol", "cmdorctrl");
  return {
    key: named[last] ?? (last === "enter" ? "return" : last),
    modifiers: {
      control: has("control", "ctrl") || (either && !mac),
      meta: has("command", "cmd", "super", "meta") || (either && mac),
      alt: has("alt", "option"),
      shift: has("shift"),
    },
  };
}
