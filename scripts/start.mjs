import { spawn } from "node:child_process";
import { checkChromiumSandbox } from "./chromium-sandbox.mjs";
import { startDisplay } from "./display.mjs";
import { electronExecutable, electronSwitches } from "./electron.mjs";
import { root } from "./folders.mjs";
import { withoutDisplay } from "./programs.mjs";
import { runScript, say } from "./say.mjs";
import { setUp } from "./setup.mjs";

/** Within this time one Ctrl-C may reach us twice: from the terminal and from npm. In ms. */
const sameSignal = 500;

/** How often to look whether npm's shell is still there, in ms. */
const parentCheck = 300;

/** Flags that answer on the command line and never open a window. */
const answers = ["--help", "-h", "--version", "-V"];

/** Runs the app to its end; it gets our signals once each. Resolves with how it ended. */
function runApp(flags, env) {
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
      app.kill(signal);
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

await runScript(async () => {
  const flags = process.argv.slice(2);
  const virtualDisplay = withoutDisplay() && !flags.some((flag) => answers.includes(flag));
  await setUp({ virtualDisplay });
  checkChromiumSandbox();
  if (electronSwitches().includes("--no-sandbox")) say("running as root: Electron's sandbox is off (--no-sandbox)");
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const virtual = virtualDisplay ? await startDisplay() : null;
  if (virtual !== null) {
    env.DISPLAY = virtual.display;
    say(`no display here: the window opens on a virtual one (Xvfb ${virtual.display})`);
  }
  const { code, signal } = await runApp(flags, env).finally(() => virtual?.stop());
  if (signal !== null) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
  process.exitCode = code ?? 1;
});
