import type { EngineSettings } from "../../contract/engine";
import type { ReplaySettings } from "../../contract/replay";
import { PACKET } from "../bus/unit";

/** What an encoder may need above its bitrate, transport packets included, before kept seconds are given up. */
const SURPLUS = 1.1;
/** Sound frames a second: 1024 samples each at 48 kHz. */
const SOUND_FRAMES = 48_000 / 1024;

/** The most memory that the replay buffer may take for an encode with these settings, in bytes. */
export function replayLimit({ seconds }: ReplaySettings, { video, encoder }: EngineSettings): number {
  const media = ((encoder.videoBitrate + encoder.audioBitrate) * 1000) / 8;
  // The last packet of each picture and sound frame is filled up.
  const filled = (video.fps + SOUND_FRAMES) * PACKET;
  // A group of pictures goes when those after it are long enough.
  return Math.ceil((seconds + encoder.keyframeInterval) * (media * SURPLUS + filled));
}
