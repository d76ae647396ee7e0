/**
 * Switches of Chromium, Electron and Node that may stand among ours: those programs read them, we let them pass.
 * They carry a value only behind "=".
 */
const foreign =
  /^--(no-|disable-|enable-|use-|force-|remote-debugging-|remote-allow-origins|inspect|js-flags|lang=|ozone-|gtk-version|in-process-gpu|single-process|allow-|autoplay-policy|auto-select-|high-dpi-support|ignore-|log-level|log-file|log-net-log|v=|vmodule|password-store|proxy-|host-r|class=|touch-|trace-|explicitly-allowed-|unsafely-|video-capture-|original-process-start-time)/;

/** macOS hands over a process serial number when an app is opened from the Finder. */
const finder = /^-psn_/;

/** The arguments that are ours. Everything after a bare "--" is ours. */
export function withoutForeignSwitches(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  const open = end < 0 ? argv.length : end;
  return argv.filter((argument, at) => at >= open || !(foreign.test(argument) || finder.test(argument)));
}

/**
 * The value of --disable-features, with what the person gave kept. On Linux the sound of devices is handled in the main
 * process, on threads of its own: a process less is 10 MiB less. Elsewhere its process has a sandbox worth more.
 */
export function featuresToDisable(given: string, platform: NodeJS.Platform): string {
  return [given, platform === "linux" ? "AudioServiceOutOfProcess" : ""].filter((part) => part !== "").join(",");
}
