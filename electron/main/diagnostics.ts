import { arch, cpus, homedir, release, totalmem, version } from "node:os";
import { app, clipboard } from "electron";
import type { FfmpegAbility } from "../contract/encoder";
import type { Problem } from "../contract/problem";
import type { Settings } from "../contract/settings";
import type { EngineStatus } from "../contract/status";
import { diagnosticsText } from "./diagnostics-text";
import { lastLines, type Log } from "./log";
import type { Redactor } from "./redact";

/** Lines of the log that go with the diagnostics. */
const LINES = 200;

export interface DiagnosticsParts {
  readonly log: Log;
  readonly redactor: Redactor;
  readonly ffmpeg: Promise<FfmpegAbility | Problem>;
  readonly settings: () => Settings;
  readonly status: () => EngineStatus | null;
}

/** Puts onto the clipboard what helps somebody else to find out what is wrong here, without secrets. */
export async function copyDiagnostics({ log, redactor, ffmpeg, settings, status }: DiagnosticsParts): Promise<void> {
  const text = diagnosticsText({
    versions: [
      ["Tallylight", app.getVersion()],
      ["Electron", process.versions.electron],
      ["Chromium", process.versions.chrome],
      ["Node", process.versions.node],
      ["System", `${process.platform} ${release()} ${arch()} (${version()})`],
      ["Processor", `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}`],
      ["Memory", `${Math.round(totalmem() / 1e9)} GB`],
      ["Packaged", app.isPackaged ? "yes" : "no"],
    ],
    ffmpeg: await ffmpeg,
    settings: settings(),
    status: status(),
    log: lastLines(log.file, LINES),
    home: homedir(),
  });
  clipboard.writeText(redactor.redact(text));
}
