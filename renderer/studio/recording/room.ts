import type { Collection } from "../../../electron/contract/collection";
import { DISK_RESERVE } from "../../../electron/contract/recording";
import type { Settings } from "../../../electron/contract/settings";

/** Kb/s that a recording takes as it is set: picture, the program's sound, and a track for each channel that has one. */
export function recordedBitrate({ encoder, recording }: Pick<Settings, "encoder" | "recording">, { channels }: Pick<Collection, "channels">): number {
  const tracks = recording.tracks === "channels" ? channels.length : 0;
  return encoder.videoBitrate + encoder.audioBitrate * (1 + tracks);
}

/** Seconds for which a disk with so many bytes free has room at so many kb/s, until its reserve. */
export function roomFor(free: number, bitrate: number): number {
  return Math.max(0, free - DISK_RESERVE) / (bitrate * 125);
}
