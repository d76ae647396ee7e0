import { accessSync, constants, statSync } from "node:fs";
import { delimiter, dirname, join, parse, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { FfmpegError } from "./problem";

/** Where ffmpeg is looked for. The defaults are this process's own. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The packaged app's resources folder; undefined outside Electron. */
  readonly resources: string | undefined;
  /** The folder of the running code: node_modules are looked for from here upwards. */
  readonly here: string;
}

function ownSurroundings(): Surroundings {
  return {
    platform: process.platform,
    env: process.env,
    resources: (process as { resourcesPath?: string }).resourcesPath,
    here: dirname(fileURLToPath(import.meta.url)),
  };
}

/**
 * The absolute path of the ffmpeg to use: the one FFMPEG_BIN names, the one packaged with the app, the one of
 * ffmpeg-static, the system's; the first that is there. A FFMPEG_BIN that leads nowhere is an error, not ignored.
 * @throws FfmpegError `ffmpeg-missing`
 */
export function findFfmpeg(surroundings: Surroundings = ownSurroundings()): string {
  const { platform, env, resources, here } = surroundings;
  const name = platform === "win32" ? "ffmpeg.exe" : "ffmpeg";
  if (env["FFMPEG_BIN"]) {
    const chosen = resolve(env["FFMPEG_BIN"]);
    if (isExecutable(chosen)) return chosen;
    throw new FfmpegError({ code: "ffmpeg-missing", subject: chosen, detail: "FFMPEG_BIN" });
  }
  const folders = [
    ...(resources === undefined ? [] : [join(resources, "native-bin")]),
    ...upwards(here).map((folder) => join(folder, "node_modules", "ffmpeg-static")),
    ...(env["PATH"] ?? env["Path"] ?? "").split(delimiter).filter((folder) => folder !== ""),
  ];
  const found = folders.map((folder) => resolve(folder, name)).find(isExecutable);
  if (found === undefined) throw new FfmpegError({ code: "ffmpeg-missing", subject: name });
  return found;
}

/** `folder` and all folders above it, nearest first. */
function upwards(folder: string): string[] {
  return folder === parse(folder).root ? [folder] : [folder, ...upwards(dirname(folder))];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
