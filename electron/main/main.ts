import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { app } from "electron";
import { z } from "zod";
import { type CommandLine, parseCommandLine, USAGE } from "./command-line";
import { featuresToDisable } from "./chromium-switches";
import { macLoopbackFeatures } from "./desktop-audio";
import { LaunchRefusal } from "./launch-refusal";
import { openLog } from "./log";
import { registerPageScheme } from "./page";
import { Redactor } from "./redact";
import { openStatusTarget, StatusLines } from "./status-lines";
import { Studio } from "./studio";
import { keepContentsHome } from "./window";

// zod would try eval first; validation here is never hot enough to need it.
z.config({ jitless: true });

/** Ours are the arguments after the executable and, unless packaged, the app's folder. */
function ownArguments(): string[] {
  if (app.isPackaged) return process.argv.slice(1);
  const folder = process.argv.findIndex((argument, at) => at > 0 && !argument.startsWith("-"));
  return process.argv.slice(folder < 0 ? 1 : folder + 1);
}

function exit(text: string, to: "stdout" | "stderr", code: number): void {
  process[to].write(text, () => app.exit(code));
}

const line = parseCommandLine(ownArguments(), {
  version: app.getVersion(),
  cwd: process.cwd(),
  readFile: (path) => readFileSync(path, "utf8"),
});
if (line.kind === "print") exit(line.text, line.to, line.exitCode);
else launch(line);

function launch({ options, warnings }: Extract<CommandLine, { kind: "launch" }>): void {
  const userData = options.userDataDir ?? app.getPath("userData");
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  app.setPath("userData", userData);
  if (!app.requestSingleInstanceLock()) {
    exit(`tallylight: already running with the settings in ${userData}; its window was brought to the front\n`, "stderr", 1);
    return;
  }

  let statusLines: StatusLines | null = null;
  if (options.statusJson !== null) {
    try {
      statusLines = new StatusLines(openStatusTarget(options.statusJson));
    } catch {
      exit(`tallylight: --status-json: ${options.statusJson} cannot be written\n`, "stderr", 2);
      return;
    }
  }

  const redactor = new Redactor();
  for (const output of options.outputs) if (output.kind === "stream") redactor.learn(output.address.secrets);
  const log = openLog(join(userData, "logs"), redactor, {
    console: app.commandLine.hasSwitch("enable-logging"),
    at: new Date(),
  });
  log.say("info", `Tallylight ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform} ${process.arch}`);

  if (process.platform === "darwin") app.commandLine.appendSwitch("enable-features", macLoopbackFeatures);
  // A web page shown as a source is painted as soon as it has something to show, not up to half a second later.
  const off = app.commandLine.getSwitchValue("disable-features");
  app.commandLine.appendSwitch("disable-features", off === "" ? "PaintHolding" : `${off},PaintHolding`);
  const disabled = featuresToDisable(app.commandLine.getSwitchValue("disable-features"), process.platform);
  if (disabled !== "") app.commandLine.appendSwitch("disable-features", disabled);
  registerPageScheme();
  keepContentsHome();
  let studio: Studio | null = null;
  const broken = (what: string) => (thrown: unknown) => {
    if (thrown instanceof LaunchRefusal) exit(`tallylight: ${thrown.message}\n${USAGE}\n`, "stderr", 2);
    else if (studio !== null) studio.unexpected(what, thrown);
    else {
      log.say("error", `${what}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
      exit(`tallylight: could not start; see ${log.file}\n`, "stderr", 1);
    }
  };
  // A terminal that was closed is no reason to stop.
  process.stderr.on("error", () => undefined);
  process.on("uncaughtException", broken("uncaught exception"));
  process.on("unhandledRejection", broken("unhandled rejection"));
  // Only once ready: until then Electron puts in handlers of its own, which would merely ask whether to quit.
  void app.whenReady().then(() => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (studio === null) app.exit(1);
        else void studio.quit();
      });
    }
  });
  app.on("second-instance", () => studio?.show());
  app.on("activate", () => studio?.show());
  app.on("window-all-closed", () => undefined);
  app.on("before-quit", (event) => {
    if (studio === null) return;
    event.preventDefault();
    void studio.askToQuit();
  });
  Studio.open({ options, warnings, log, redactor, statusLines }).then((opened) => {
    studio = opened;
  }, broken("start"));
}
