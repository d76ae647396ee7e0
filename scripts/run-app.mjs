import { spawn } from "node:child_process";
import { run } from "./command.mjs";
import { electronExecutable, electronSwitches } from "./electron.mjs";
import { root } from "./folders.mjs";

/** Within this time one Ctrl-C may reach us twice: from the terminal and from npm. In ms. */
const sameSignal = 500;

/** How often to look whether npm's shell is still there, in ms. */
const parentCheck = 300;

/**
 * Runs the app to its end with our stdout and stderr; our signals reach it once each.
 * @param {string[]} flags
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} how it ended
 */
export function runApp(flags, env) {
  return new Promise((resolve, reject) => {
    const app = spawn(electronExecutable(), [...electronSwitches(), root, ...flags], {
      env,
      stdio: ["ignore", "inherit", "inherit"],
      // A group of its own on POSIX, so that the terminal's Ctrl-C comes to it through us only.
      detached: process.platform !== "win32",
    });
    let last = -Infinity;
    const pass = (signal) => {
      if (performance.now() - last < sameSignal) return;
      last = performance.now();
      // Windows has no signals, only a sudden end: asking the window to close comes nearest.
      if (process.platform === "win32") void run("taskkill", ["/pid", String(app.pid)], { quiet: true });
      else app.kill(signal);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => pass(signal));
    if (process.env.npm_lifecycle_event !== undefined) {
      // npm passes a signal to the shell between it and us, and that dies of it without a word.
      const parent = process.ppid;
      const watch = setInterval(() => {
        if (process.ppid === parent) return;
        clearInterval(watch);
        pass("SIGTERM");
      }, parentCheck);
      watch.unref();
    }
    app.once("error", reject);
    app.once("exit", (code, signal) => resolve({ code, signal }));
  });
}
