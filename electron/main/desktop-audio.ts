import { execFile } from "node:child_process";
import { release } from "node:os";
import { promisify } from "node:util";
import type { DesktopAudio } from "../contract/studio";
import { DESKTOP_LABEL, remapArguments, staleModules } from "./pulse-remap";

const run = promisify(execFile);

/** A sound server answers at once or not at all; nobody waits longer for it, in ms. */
const PACTL_DEADLINE = 2000;

/** macOS 13, the first whose sound can be captured, is Darwin 22. */
const DARWIN_WITH_LOOPBACK = 22;

/** Chromium's switches for the sound of a Mac; those a version does not know are ignored by it. Before the app is ready. */
export const macLoopbackFeatures =
  "MacLoopbackAudioForScreenShare,MacSckSystemAudioLoopbackOverride,MacCatapSystemAudioLoopbackCapture";

export interface DesktopSound {
  readonly audio: DesktopAudio;
  /** Takes away what was put into the sound server. */
  close(): Promise<void>;
}

const none: DesktopSound = { audio: { way: "none", deviceLabel: null }, close: () => Promise.resolve() };
const loopback: DesktopSound = { ...none, audio: { way: "loopback", deviceLabel: null } };

/** Makes the sound of this computer capturable, in the way its platform has; "none" where it has none. */
export async function openDesktopSound(report: (text: string) => void): Promise<DesktopSound> {
  if (process.platform === "win32") return loopback;
  if (process.platform === "darwin") return Number.parseInt(release()) >= DARWIN_WITH_LOOPBACK ? loopback : none;
  if (process.platform !== "linux") return none;
  try {
    return await openPulse(report);
  } catch (error) {
    report(`no desktop sound: ${error instanceof Error ? error.message : String(error)}`);
    return none;
  }
}

/** Chromium hides monitor sources on Linux, but not a source remapped from one. */
async function openPulse(report: (text: string) => void): Promise<DesktopSound> {
  for (const module of staleModules(await pactl("list", "short", "modules"), isAlive)) {
    await pactl("unload-module", module).catch((error: unknown) => report(`stale module ${module}: ${String(error)}`));
  }
  const sink = /^Default Sink: (\S+)/m.exec(await pactl("info"))?.[1];
  if (sink === undefined) throw new Error("the sound server has no default sink");
  const module = await pactl(...remapArguments(sink, process.pid));
  return {
    audio: { way: "device", deviceLabel: DESKTOP_LABEL },
    close: async () => {
      await pactl("unload-module", module).catch((error: unknown) => report(`unload-module ${module}: ${String(error)}`));
    },
  };
}

async function pactl(...args: string[]): Promise<string> {
  const env = { ...process.env, LC_ALL: "C" };
  const { stdout } = await run("pactl", args, { timeout: PACTL_DEADLINE, env });
  return stdout.trim();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
