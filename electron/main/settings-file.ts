import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import type { Problem } from "../contract/problem";
import { defaultSettings, Settings } from "../contract/settings";
import { type FormerPicture, formerPicture, migrated } from "./settings-former";

export interface LoadedSettings {
  settings: Settings;
  /** Set when the file could not be taken as it was; the original is kept beside it. */
  problem: Problem | null;
  /** What settings of version 1 showed: it has become the first scene collection. */
  former: FormerPicture | null;
}

/**
 * The settings as they can be saved from what a file holds: each section that is valid is kept, the others get
 * their defaults; lists lose only their invalid entries. `intact` is false when anything had to give.
 */
export function salvage(stored: unknown): { settings: Settings; intact: boolean } {
  const whole = Settings.safeParse(stored);
  if (whole.success) return { settings: whole.data, intact: true };
  const settings: Record<string, unknown> = { ...defaultSettings };
  if (typeof stored === "object" && stored !== null) {
    for (const [name, schema] of Object.entries(Settings.shape)) {
      if (name === "version") continue;
      const value: unknown = (stored as Record<string, unknown>)[name];
      const kept = salvageSection(schema, value, (defaultSettings as Record<string, unknown>)[name]);
      if (kept !== undefined) settings[name] = kept;
    }
  }
  return { settings: Settings.parse(settings), intact: false };
}

function salvageSection(schema: z.ZodType, value: unknown, fallback: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (Array.isArray(value)) {
    // One bad entry must not take the other destinations with it.
    const kept = value.filter((entry) => schema.safeParse([entry]).success);
    const list = schema.safeParse(kept);
    return list.success && kept.length > 0 ? list.data : undefined;
  }
  if (schema instanceof z.ZodObject && typeof value === "object" && value !== null && typeof fallback === "object") {
    const fields = Object.keys(schema.shape).filter((field) => {
      const one = schema.safeParse({ ...fallback, [field]: (value as Record<string, unknown>)[field] });
      return one.success;
    });
    const mended = schema.safeParse({
      ...fallback,
      ...Object.fromEntries(fields.map((field) => [field, (value as Record<string, unknown>)[field]])),
    });
    return mended.success ? mended.data : undefined;
  }
  return undefined;
}

/** Settings on disk: readable JSON, written whole or not at all, readable by its owner only. */
export class SettingsFile {
  readonly path: string;
  private writing: Promise<void> | null = null;
  private waiting: Settings | null = null;

  constructor(folder: string) {
    this.path = join(folder, "settings.json");
  }

  /** Reads the file; a missing one means the defaults, a damaged one is kept aside as settings.json.broken-<time>. */
  async load(): Promise<LoadedSettings> {
    let stored: unknown = null;
    try {
      const text = await readFile(this.path, "utf8");
      stored = JSON.parse(text.replace(/^\uFEFF/, ""));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return { settings: defaultSettings, problem: null, former: null };
      // Unreadable or not JSON: nothing to salvage, but kept like any damaged file.
    }
    const former = formerPicture(stored);
    const { settings, intact } = salvage(migrated(stored, defaultSettings));
    if (intact) return { settings, problem: null, former };
    const aside = `${this.path}.broken-${new Date().toISOString().replace(/[:.]/g, "-")}`;
    await rename(this.path, aside);
    await this.save(settings);
    return { settings, problem: { code: "settings-corrupt", subject: aside }, former };
  }

  /** Resolves when these settings, or newer ones, are on disk. Writes never overlap; of those waiting only the newest is made. */
  async save(settings: Settings): Promise<void> {
    this.waiting = settings;
    if (this.writing === null) {
      this.writing = this.drain().finally(() => (this.writing = null));
    }
    await this.writing;
  }

  private async drain(): Promise<void> {
    while (this.waiting !== null) {
      const next = this.waiting;
      this.waiting = null;
      await writeFileAtomic(this.path, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
    }
  }
}
