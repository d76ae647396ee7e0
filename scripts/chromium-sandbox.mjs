import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { electronExecutable } from "./electron.mjs";
import { SetupError } from "./say.mjs";

function setting(path) {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return null;
  }
}

/**
 * Chromium's sandbox needs unprivileged user namespaces, or its helper owned by root with the setuid bit. Some systems
 * (Ubuntu since 23.10) forbid the first. Says what to type instead of letting Electron abort.
 */
export function checkChromiumSandbox() {
  if (process.platform !== "linux" || process.getuid?.() === 0) return;
  const forbidden =
    setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") === "1" ||
    setting("/proc/sys/kernel/unprivileged_userns_clone") === "0";
  if (!forbidden) return;
  const helper = join(dirname(electronExecutable()), "chrome-sandbox");
  const { uid, mode } = statSync(helper);
  if (uid === 0 && (mode & 0o4000) !== 0) return;
  throw new SetupError(
    "This system forbids the user namespaces that Electron's sandbox is made of.",
    `Type: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  );
}
