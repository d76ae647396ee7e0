import { existsSync } from "node:fs";
import { join } from "node:path";
import { app, systemPreferences, utilityProcess } from "electron";
import type { KeyboardProcess } from "./hotkey-talk";

/** Starts the process that hears the keyboard. */
export function startKeyboardProcess(): KeyboardProcess {
  const child = utilityProcess.fork(join(__dirname, "keyboard.js"), [], { serviceName: "Tallylight keys", stdio: "ignore" });
  return {
    post: (order) => child.postMessage(order),
    onReport: (listener) => child.on("message", listener),
    onExit: (listener) => child.on("exit", listener),
    kill: () => child.kill(),
  };
}

/** The native library that hears keys everywhere; null where there is none, or the system gives keys to the focused window only. */
export function keyboardLibrary(): string | null {
  const wayland = process.platform === "linux" && process.env.XDG_SESSION_TYPE === "wayland";
  if (wayland || (process.platform === "darwin" && !systemPreferences.isTrustedAccessibilityClient(false))) return null;
  const folder = app.isPackaged
    ? join(process.resourcesPath, "keyboard")
    : join(app.getAppPath(), "node_modules", "uiohook-napi", "prebuilds", `${process.platform}-${process.arch}`);
  const library = join(folder, "uiohook-napi.node");
  return existsSync(library) ? library : null;
}
