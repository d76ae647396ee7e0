import { join } from "node:path";
import { probeFfmpeg } from "../../native-bin/ability";
import { findFfmpeg } from "../../native-bin/find";
import { FfmpegError } from "../../native-bin/problem";
import type { FfmpegAbility } from "../contract/encoder";
import { type Problem, problemOf } from "../contract/problem";

/** The ffmpeg of this machine and what it can do, asked once per ffmpeg and remembered in `folder`; or why there is none. */
export async function readFfmpeg(folder: string): Promise<FfmpegAbility | Problem> {
  try {
    return await probeFfmpeg(findFfmpeg(), join(folder, "ffmpeg.json"));
  } catch (thrown) {
    return thrown instanceof FfmpegError ? thrown.problem : problemOf(thrown);
  }
}
