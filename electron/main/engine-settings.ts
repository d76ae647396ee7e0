import type { Channel } from "../contract/channel";
import type { EngineSettings } from "../contract/engine";
import type { Settings } from "../contract/settings";

/** What the engine is to encode by these settings, and with the channels of the open collection's mixer. */
export function engineSettings({ video, encoder, recording }: Settings, channels: readonly Channel[]): EngineSettings {
  if (recording.tracks === "program" || channels.length === 0) return { video, encoder };
  return { video, encoder, tracks: channels.map(({ id, name }) => ({ id, name })) };
}
