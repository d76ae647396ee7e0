import { stat } from "node:fs/promises";
import { type Ability, recall, remember } from "./ability-cache";
import { invokeFfmpeg } from "./invoke";
import { FfmpegError } from "./problem";
import { workingEncoders } from "./test-encode";
import { parseEncoders, parseOutputProtocols, parseVersion } from "./version";

export type { Ability } from "./ability-cache";

const LIMIT_MS = 10_000;

/**
 * What the ffmpeg at `path` is and can do on this machine: asked of it once, with real test encodes, and kept in
 * `cacheFile` until that ffmpeg changes.
 * @throws FfmpegError `ffmpeg-missing` when nothing there answers as ffmpeg, `ffmpeg-too-old` below 5.0
 */
export async function probeFfmpeg(path: string, cacheFile: string): Promise<Ability> {
  const file = await stat(path).catch((error: Error) => {
    throw new FfmpegError({ code: "ffmpeg-missing", subject: path, detail: error.message });
  });
  const identity = { size: file.size, mtime: file.mtimeMs };
  const known = await recall(cacheFile, path, identity);
  if (known !== null) return known;
  const ability = await ask(path);
  await remember(cacheFile, ability, identity);
  return ability;
}

async function ask(path: string): Promise<Ability> {
  const answer = await invokeFfmpeg(path, ["-version"], LIMIT_MS);
  const text = answer.stdout.toString("utf8");
  const parsed = answer.code === 0 ? parseVersion(text) : null;
  if (parsed === null) {
    const detail = (answer.stderr || text).split("\n")[0]?.slice(0, 200) ?? "";
    throw new FfmpegError({ code: "ffmpeg-missing", subject: path, detail });
  }
  if (parsed.tooOld) throw new FfmpegError({ code: "ffmpeg-too-old", subject: parsed.version, detail: path });
  const [protocols, encoders] = await Promise.all([
    invokeFfmpeg(path, ["-hide_banner", "-protocols"], LIMIT_MS).then((o) => parseOutputProtocols(o.stdout.toString("utf8"))),
    invokeFfmpeg(path, ["-hide_banner", "-encoders"], LIMIT_MS).then((o) => parseEncoders(o.stdout.toString("utf8"))),
  ]);
  return {
    path,
    version: parsed.version,
    srt: protocols.includes("srt"),
    rtmps: protocols.includes("rtmps"),
    encoders: await workingEncoders(path, encoders),
  };
}
