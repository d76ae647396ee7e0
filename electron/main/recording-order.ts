import { randomUUID } from "node:crypto";
import type { RecordingOrder } from "../contract/engine";
import type { RecordingSettings } from "../contract/recording";

/** A recording into this file, as the settings will have it. */
export function recordingOrder({ container, split }: RecordingSettings, file: string): RecordingOrder {
  const { by, minutes, megabytes } = split;
  return {
    id: randomUUID(),
    file,
    container,
    limits: { seconds: by === "time" ? minutes * 60 : null, bytes: by === "size" ? megabytes * 1e6 : null },
  };
}
