import { homedir } from "node:os";
import { join } from "node:path";
import { probeFfmpeg } from "../../native-bin/ability";
import { findFfmpeg } from "../../native-bin/find";
import { FfmpegError } from "../../native-bin/problem";
import type { FfmpegAbility } from "../contract/encoder";
import { type Problem, problemOf } from "../contract/problem";

/** The ffmpeg of this machine and what it can do, asked once per ffmpeg and remembered; or why there is none. */
export async function readFfmpeg(): Promise<FfmpegAbility | Problem> {
  try {
    return await probeFfmpeg(findFfmpeg(), join(cacheFolder(), "ffmpeg.json"));
  } catch (thrown) {
    return thrown instanceof FfmpegError ? thrown.problem : problemOf(thrown);
  }
}

/** Where this system keeps what can be found again: it belongs to the machine, not to one folder of settings. */
function cacheFolder(): string {
  const { env, platform } = process;
  if (platform === "win32") return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "Tallylight");
  if (platform === "darwin") return join(homedir(), "Library", "Caches", "Tallylight");
  return join(env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "tallylight");
}
