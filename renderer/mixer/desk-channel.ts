import type { Channel } from "../../electron/contract/channel";
import type { Filter } from "../../electron/contract/filter";
import { SAMPLE_RATE } from "../../electron/contract/video";
import type { DeskChannel, DeskInput } from "./desk";
import type { ChainFilter } from "./filter-chain";
import { audioFilterKind } from "./filters/kinds";
import { gainOf } from "./gain";

/** What the audio thread is told of a channel whose sound comes from `input`. */
export function deskChannel(channel: Channel, input: DeskInput): DeskChannel {
  const { id, volume, muted, solo, balance, mono, syncOffset, monitor, filters } = channel;
  return {
    ...{ id, input, gain: gainOf(volume), muted, solo, balance, mono },
    offset: Math.round((syncOffset * SAMPLE_RATE) / 1000),
    program: monitor !== "only",
    monitor: monitor !== "off" && channel.input.kind !== "desktop",
    filters: filters.flatMap(chainFilter),
  };
}

/** None for a kind this version does not know; settings that are not valid become a new filter's. */
function chainFilter({ id, kind, enabled, settings }: Filter): ChainFilter[] {
  const known = audioFilterKind(kind);
  if (known === null) return [];
  const parsed = known.settings.safeParse(settings);
  const valid = parsed.success ? parsed.data : known.settings.parse({});
  return [{ id, kind, enabled, settings: valid, key: known.sideChain?.(valid) || null }];
}
