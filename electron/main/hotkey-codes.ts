/** Keys as libuiohook tells them: set 1 scan codes of the places on a US keyboard, and what is held with them. */
export interface KeyCode {
  readonly code: number;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** Rows of keys whose codes follow each other, from the first one's. */
const rows: readonly (readonly [first: number, keys: readonly string[]])[] = [
  [0x01, ["esc", ..."1234567890-=", "backspace", "tab", ..."qwertyuiop[]", "enter"]],
  [0x1e, [..."asdfghjkl;'`"]],
  [0x2b, [..."\\zxcvbnm,./"]],
  [0x37, ["nummult"]],
  [0x39, ["space", "capslock", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "numlock", "scrolllock"]],
  [0x47, ["num7", "num8", "num9", "numsub", "num4", "num5", "num6", "numadd", "num1", "num2", "num3", "num0", "numdec"]],
  [0x57, ["f11", "f12"]],
  [0x5b, ["f13", "f14", "f15"]],
  [0x63, ["f16", "f17", "f18", "f19", "f20", "f21", "f22", "f23", "f24"]],
  [0x0e47, ["home"]],
  [0x0e49, ["pageup"]],
  [0x0e4f, ["end"]],
  [0x0e51, ["pagedown", "insert", "delete"]],
  [0xe048, ["up"]],
  [0xe04b, ["left"]],
  [0xe04d, ["right"]],
  [0xe050, ["down"]],
  [0x0e35, ["numdiv"]],
];

const codes = new Map(rows.flatMap(([first, keys]) => keys.map((key, at) => [key, first + at] as const)));

/** The code of keys in their canonical way of writing (hotkey-keys.ts); null for keys that libuiohook does not tell apart. */
export function keyCode(canonical: string): KeyCode | null {
  const parts = canonical.split("+");
  const code = codes.get(parts.pop() ?? "");
  if (code === undefined || parts.includes("altgr")) return null;
  const has = (modifier: string) => parts.includes(modifier);
  return { code, ctrl: has("control"), meta: has("meta") || has("command"), alt: has("alt"), shift: has("shift") };
}
