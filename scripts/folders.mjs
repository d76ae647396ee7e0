import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where what was downloaded once for every clone is kept: the platform's cache folder, ours inside it. */
export function cacheFolder(platform = process.platform, env = process.env) {
  if (platform === "win32") return join(env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "tallylight", "Cache");
  if (platform === "darwin") return join(homedir(), "Library", "Caches", "tallylight");
  return join(env.XDG_CACHE_HOME || join(homedir(), ".cache"), "tallylight");
}
