import { z } from "zod";
import { Filter } from "./filter";

/** Where a channel's sound comes from. `source`: the sound of a source of the collection, heard while it is seen. */
export const ChannelInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("test") }),
  z.object({ kind: z.literal("microphone"), deviceId: z.string(), label: z.string() }),
  z.object({ kind: z.literal("desktop") }),
  z.object({ kind: z.literal("source"), source: z.string().min(1) }),
]);
export type ChannelInput = z.infer<typeof ChannelInput>;

/** Quietest fader position that is still a level, in dB; anything below is silence. */
export const FADER_FLOOR_DB = -60;

/** How far a channel's sound may be moved against the picture, in ms; positive is later. */
export const SYNC_OFFSET = { min: -950, max: 2000 } as const;

/** As many strips as the mixer has. */
export const MAX_CHANNELS = 16;

/** One strip of the mixer. */
export const Channel = z.object({
  id: z.string().min(1),
  name: z.string(),
  input: ChannelInput,
  /** Fader in dB; the floor itself means silence. */
  volume: z.number().min(FADER_FLOOR_DB).max(6),
  muted: z.boolean(),
  /** While any channel is soloed, only soloed ones are heard, in the program and by the person here. */
  solo: z.boolean(),
  /** −1 left only, 0 both as they are, 1 right only. */
  balance: z.number().min(-1).max(1),
  /** Both sides carry their mean. */
  mono: z.boolean(),
  /** Ms. */
  syncOffset: z.int().min(SYNC_OFFSET.min).max(SYNC_OFFSET.max),
  /** Heard by the person here: not at all, instead of in the program, or in both. Never the desktop's: that would come round. */
  monitor: z.enum(["off", "only", "both"]),
  filters: z.array(Filter),
});
export type Channel = z.infer<typeof Channel>;

/** A strip as it is first put in the mixer: unity gain, the test tone quieter. */
export function newChannel(id: string, name: string, input: ChannelInput): Channel {
  return {
    ...{ id, name, input, volume: input.kind === "test" ? -12 : 0, muted: false, solo: false },
    ...{ balance: 0, mono: false, syncOffset: 0, monitor: "off", filters: [] },
  };
}
