function onMac(): boolean {
  return navigator.userAgent.includes("Macintosh");
}

/** What has to be held with a key. */
interface Modifiers {
  readonly control: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** Keys that Electron's accelerators call otherwise than KeyboardEvent.code. https://www.electronjs.org/docs/latest/api/accelerator */
const named: Readonly<Record<string, string>> = {
  ...{ ArrowUp: "Up", ArrowDown: "Down", ArrowLeft: "Left", ArrowRight: "Right", NumpadEnter: "Enter" },
  ...{ NumpadDecimal: "numdec", NumpadAdd: "numadd", NumpadSubtract: "numsub", NumpadMultiply: "nummult", NumpadDivide: "numdiv" },
  ...{ Minus: "-", Equal: "=", BracketLeft: "[", BracketRight: "]", Backslash: "\\", Semicolon: ";", Quote: "'", Backquote: "`" },
  ...{ Comma: ",", Period: ".", Slash: "/", MediaTrackNext: "MediaNextTrack", MediaTrackPrevious: "MediaPreviousTrack" },
};

/** Keys that both call the same. */
const plain =
  /^(F([1-9]|1\d|2[0-4])|Space|Tab|Backspace|Delete|Insert|Enter|Home|End|PageUp|PageDown|Escape|PrintScreen|MediaStop|MediaPlayPause)$/;

/** Other names of the same keys. */
const aliases: Readonly<Record<string, string>> = { esc: "escape", return: "enter" };

/**
 * The key that is pressed, as Electron's accelerators call it; null for those they do not know. By its place on the keyboard:
 * what is printed on it in another script, or held with it, changes nothing.
 */
function keyName({ code }: Pick<KeyboardEvent, "code">): string | null {
  const printed = /^(?:Digit|Key)(.)$/.exec(code)?.[1];
  if (printed !== undefined) return printed;
  const pad = /^Numpad(\d)$/.exec(code)?.[1];
  if (pad !== undefined) return `num${pad}`;
  return named[code] ?? (plain.test(code) ? code : null);
}

/** What is pressed, in Electron's accelerator syntax; null while that is no key, or none that can be a hotkey. */
export function pressedKeys(event: KeyboardEvent): string | null {
  const key = keyName(event);
  if (key === null) return null;
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  const mac = onMac();
  const held = [
    (mac ? metaKey : ctrlKey) && "CommandOrControl",
    mac ? ctrlKey && "Control" : metaKey && "Super",
    altKey && "Alt",
    shiftKey && "Shift",
  ];
  return [...held.filter((name) => name !== false), key].join("+");
}

/** Whether these keys, in Electron's accelerator syntax, are what is pressed. */
export function matches(keys: string, event: KeyboardEvent): boolean {
  const { key, modifiers } = parse(keys);
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  const held = modifiers.control === ctrlKey && modifiers.meta === metaKey && modifiers.alt === altKey && modifiers.shift === shiftKey;
  return held && key === keyName(event)?.toLowerCase();
}

/** Whether it is the key itself that was let go, whatever is held with it by then. */
export function releases(keys: string, event: KeyboardEvent): boolean {
  return parse(keys).key === keyName(event)?.toLowerCase();
}

/** How keys are written on this system: "Ctrl+Shift+1", or "⇧⌘1". */
export function keysText(keys: string): string {
  const { key, modifiers } = parse(keys);
  const mac = onMac();
  const held = [
    modifiers.control && (mac ? "⌃" : "Ctrl"),
    modifiers.alt && (mac ? "⌥" : "Alt"),
    modifiers.shift && (mac ? "⇧" : "Shift"),
    modifiers.meta && (mac ? "⌘" : "Super"),
  ].filter((name) => name !== false);
  return [...held, keyText(key)].join(mac ? "" : "+");
}

const written: Readonly<Record<string, string>> = {
  ...{ up: "↑", down: "↓", left: "←", right: "→", pageup: "Page Up", pagedown: "Page Down", escape: "Esc", printscreen: "Print Screen" },
  ...{ numdec: "Num .", numadd: "Num +", numsub: "Num −", nummult: "Num ×", numdiv: "Num ÷" },
  ...{ mediaplaypause: "Play/Pause", mediastop: "Media Stop", medianexttrack: "Next Track", mediaprevioustrack: "Previous Track" },
};

function keyText(key: string): string {
  const known = written[key] ?? key.replace(/^num(\d)$/, "Num $1");
  return known.charAt(0).toUpperCase() + known.slice(1);
}

function parse(keys: string): { key: string; modifiers: Modifiers } {
  const parts = keys.toLowerCase().split("+");
  const last = parts.pop() ?? "";
  const has = (...names: string[]) => names.some((name) => parts.includes(name));
  const either = has("commandorcontrol", "cmdorctrl");
  const mac = onMac();
  return {
    key: aliases[last] ?? last,
    modifiers: {
      control: has("control", "ctrl") || (either && !mac),
      meta: has("command", "cmd", "super", "meta") || (either && mac),
      alt: has("alt", "option"),
      shift: has("shift"),
    },
  };
}
