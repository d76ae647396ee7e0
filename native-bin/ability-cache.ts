import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

/** What an ffmpeg is and can do. `encoders` passed a one-frame test encode on this machine. */
export const Ability = z.object({
  path: z.string(),
  version: z.string(),
  srt: z.boolean(),
  rtmps: z.boolean(),
  encoders: z.array(z.enum(["x264", "nvenc", "qsv", "amf", "videotoolbox", "vaapi"])),
});
export type Ability = z.infer<typeof Ability>;

/** Which file an ability was found for: another size or time means another ffmpeg. `mtime` in ms. */
export interface Identity {
  readonly size: number;
  readonly mtime: number;
}

/** One ability per path. Another schema number makes everything be found anew. */
const Cache = z.object({
  schema: z.literal(1),
  found: z.array(z.object({ size: z.number(), mtime: z.number(), ability: Ability })),
});
type Cache = z.infer<typeof Cache>;

/** What is known of `path`, or null: also when the file is missing, unreadable, corrupt or of another schema. */
export async function recall(cacheFile: string, path: string, identity: Identity): Promise<Ability | null> {
  const entry = (await load(cacheFile)).found.find((e) => e.ability.path === path);
  return entry?.size === identity.size && entry.mtime === identity.mtime ? entry.ability : null;
}

/** Keeps an ability, in one rename. A cache that cannot be written costs time at the next start and nothing else. */
export async function remember(cacheFile: string, ability: Ability, identity: Identity): Promise<void> {
  const others = (await load(cacheFile)).found.filter((e) => e.ability.path !== ability.path);
  const cache: Cache = { schema: 1, found: [...others, { ...identity, ability }] };
  const draft = `${cacheFile}.${process.pid}`;
  try {
    await mkdir(dirname(cacheFile), { recursive: true });
    await writeFile(draft, JSON.stringify(cache));
    await rename(draft, cacheFile);
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function load(cacheFile: string): Promise<Cache> {
  try {
    return Cache.parse(JSON.parse(await readFile(cacheFile, "utf8")));
  } catch {
    return { schema: 1, found: [] };
  }
}
