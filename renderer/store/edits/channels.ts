import { type Channel, type ChannelInput, MAX_CHANNELS, newChannel } from "../../../electron/contract/channel";
import type { Collection } from "../../../electron/contract/collection";
import { type Edit, freeName, reordered, replaced } from "./edit";

export function channelOf(collection: Collection, id: string): Channel | undefined {
  return collection.channels.find((channel) => channel.id === id);
}

/** A strip after all others; null when the mixer is full. */
export function addChannel(id: string, name: string, input: ChannelInput): Edit {
  return (collection) => {
    if (collection.channels.length >= MAX_CHANNELS) return null;
    const channel = newChannel(id, freeName(name.trim() || "Sound", collection.channels), input);
    return { name: `Add ${channel.name}`, collection: { ...collection, channels: [...collection.channels, channel] } };
  };
}

/** What people set on a strip, one thing at a time. */
export type ChannelSetting = Partial<Omit<Channel, "id" | "filters">>;

export function setChannel(id: string, setting: ChannelSetting): Edit {
  return (collection) => {
    const channel = channelOf(collection, id);
    if (channel === undefined) return null;
    const after = { ...channel, ...setting };
    if (JSON.stringify(after) === JSON.stringify(channel)) return null;
    return { name: described(channel, setting), collection: { ...collection, channels: replaced(collection.channels, id, () => after) } };
  };
}

function described({ name }: Channel, setting: ChannelSetting): string {
  if (setting.muted !== undefined) return `${setting.muted ? "Mute" : "Unmute"} ${name}`;
  if (setting.solo !== undefined) return `${setting.solo ? "Solo" : "End solo of"} ${name}`;
  if (setting.volume !== undefined) return `Change volume of ${name}`;
  if (setting.balance !== undefined) return `Change balance of ${name}`;
  if (setting.syncOffset !== undefined) return `Change sync offset of ${name}`;
  if (setting.monitor !== undefined) return `Change monitoring of ${name}`;
  if (setting.name !== undefined) return `Rename ${name}`;
  return `Change ${name}`;
}

/** To the place `to` among the others. */
export function moveChannel(id: string, to: number): Edit {
  return (collection) => {
    const channels = reordered(collection.channels, id, to);
    return channels === null ? null : { name: `Move ${channelOf(collection, id)?.name ?? ""}`, collection: { ...collection, channels } };
  };
}

export function removeChannel(id: string): Edit {
  return (collection) => {
    const channel = channelOf(collection, id);
    if (channel === undefined) return null;
    return { name: `Remove ${channel.name}`, collection: { ...collection, channels: collection.channels.filter((one) => one !== channel) } };
  };
}
