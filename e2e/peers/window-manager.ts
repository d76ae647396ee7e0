import { type ChildProcess, spawn } from "node:child_process";

/** Starts a window manager on a display, so that windows can be minimised, and listed for capture. Whoever starts it ends it. */
export function startWindowManager(display: string): ChildProcess {
  return spawn("openbox", ["--sm-disable"], { env: { ...process.env, DISPLAY: display }, stdio: "ignore" });
}
