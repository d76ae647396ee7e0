const aliases: Readonly<Record<string, string>> = {
  ...{ cmd: "command", ctrl: "control", cmdorctrl: "commandorcontrol", option: "alt", return: "enter", escape: "esc" },
  super: "meta",
};

const modifiers = new Set(["command", "control", "alt", "altgr", "shift", "meta"]);

/**
 * An accelerator of Electron in one way of writing, so that "Ctrl+Shift+A" and "Shift+CommandOrControl+a" are found to be
 * the same keys; null when it is none. https://www.electronjs.org/docs/latest/api/accelerator
 */
export function canonicalKeys(keys: string, platform: NodeJS.Platform): string | null {
  const mac = platform === "darwin";
  const parts = keys.split("+").map((part) => {
    const name = part.trim().toLowerCase();
    const known = aliases[name] ?? name;
    if (known === "commandorcontrol") return mac ? "command" : "control";
    return known === "meta" && mac ? "command" : known;
  });
  const key = parts.pop() ?? "";
  if (key === "" || modifiers.has(key) || !parts.every((part) => modifiers.has(part))) return null;
  return [...new Set(parts)].sort().concat(key).join("+");
}
