import { checkChromiumSandbox } from "./chromium-sandbox.mjs";
import { startDisplay } from "./display.mjs";
import { electronSwitches } from "./electron.mjs";
import { withoutDisplay } from "./programs.mjs";
import { runApp } from "./run-app.mjs";
import { runScript, say } from "./say.mjs";
import { setUp } from "./setup.mjs";

/** Flags that answer on the command line and never open a window. */
const answers = ["--help", "-h", "--version", "-V"];

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
