import { z } from "zod";
import { type Channel, MAX_CHANNELS } from "../contract/channel";
import { AudioSource, FADER_FLOOR_DB, VideoSource } from "../contract/source";
import { channelFrom, channelOf } from "./collection-new";

/** A strip of the mixer as version 1 of the settings kept it. */
const FormerChannel = z.object({
  id: z.string().min(1),
  name: z.string(),
  source: AudioSource,
  volume: z.number().min(FADER_FLOOR_DB).max(6),
  muted: z.boolean(),
});

/** What version 1 of the settings kept of picture and sound, before there were scene collections. */
export interface FormerPicture {
  picture: VideoSource;
  channels: Channel[];
}

/** Reads what settings of version 1 showed; null when these are of another version. What cannot be read is the test. */
export function formerPicture(stored: unknown): FormerPicture | null {
  if (!isVersion1(stored)) return null;
  const picture = VideoSource.safeParse(stored.picture);
  const { mixer } = stored;
  const channels = Array.isArray(mixer)
    ? mixer.flatMap((one) => {
        const parsed = FormerChannel.safeParse(one);
        return parsed.success ? [channelFrom(parsed.data)] : [];
      })
    : [channelOf({ kind: "test" })];
  return { picture: picture.success ? picture.data : { kind: "test" }, channels: channels.slice(0, MAX_CHANNELS) };
}

/** Settings of version 1, and those from before some field was new, as those of today: what is new has its defaults. */
export function migrated(stored: unknown, defaults: object): unknown {
  // Picture and mixer go with the fields that nobody knows.
  if (isVersion1(stored)) return completed({ ...defaults, ...stored, version: 2 }, defaults);
  return isRecord(stored) ? completed(stored, defaults) : stored;
}

/** Sections that settings of version 2 did not have at first. */
const LATER: ReadonlySet<string> = new Set(["stream"]);

/** Each section that is there with the fields that it lacks. */
function completed(stored: Record<string, unknown>, defaults: object): Record<string, unknown> {
  const sections = Object.entries(defaults).flatMap(([name, usual]: [string, unknown]) => {
    const section = stored[name] ?? (LATER.has(name) ? {} : undefined);
    return isRecord(usual) && isRecord(section) ? [[name, { ...usual, ...section }] as const] : [];
  });
  return { ...stored, ...Object.fromEntries(sections) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isVersion1(stored: unknown): stored is Record<string, unknown> {
  return typeof stored === "object" && stored !== null && (stored as Record<string, unknown>).version === 1;
}
