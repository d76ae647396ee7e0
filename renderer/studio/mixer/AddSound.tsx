import { AudioLines, Mic, MonitorSpeaker, Plus, Volume2 } from "lucide-react";
import { type Channel, type ChannelInput, MAX_CHANNELS } from "../../../electron/contract/channel";
import type { Source } from "../../../electron/contract/collection";
import type { AudioSource } from "../../../electron/contract/source";
import { explain } from "../../../electron/contract/words";
import { sourceKind } from "../../sources/kinds";
import { addChannel } from "../../store/edits/channels";
import { askPermission } from "../../store/permissions";
import { addSound } from "../../store/sounds";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Menu, MenuHeading, MenuItem } from "../controls/Menu";

function sameSound(a: ChannelInput, b: ChannelInput): boolean {
  if (a.kind === "microphone" && b.kind === "microphone") return a.deviceId === b.deviceId;
  if (a.kind === "source" && b.kind === "source") return a.source === b.source;
  return a.kind === b.kind;
}

async function add(source: AudioSource): Promise<void> {
  if (source.kind === "microphone") await askPermission("microphone");
  addSound(source);
}

const noSources: readonly Source[] = [];

/** What can be added; what is in the mixer already is not offered twice. */
export function AddSound({ channels }: { readonly channels: readonly Channel[] }) {
  const microphones = useStudio((state) => state.microphones);
  const desktop = useStudio((state) => state.info?.desktopAudio.way ?? "none");
  const sources = useStudio((state) => state.collection?.sources ?? noSources);
  const edit = useStudio((state) => state.edit);
  const taken = (input: ChannelInput) => channels.some((c) => sameSound(c.input, input));
  const free = microphones
    .map(({ deviceId, label }) => ({ kind: "microphone" as const, deviceId, label }))
    .filter((source) => !taken(source));
  // They bring their strips by themselves: only those whose strip was removed are missing.
  const silenced = sources.filter(({ id, kind }) => sourceKind(kind)?.sounds === true && !taken({ kind: "source", source: id }));

  return (
    <Menu
      trigger={
        <Button look="quiet" disabled={channels.length >= MAX_CHANNELS} title={channels.length >= MAX_CHANNELS ? `The mixer has ${MAX_CHANNELS} strips` : undefined}>
          <Plus size={14} aria-hidden />
          Add sound
        </Button>
      }
    >
      <MenuHeading>Microphones</MenuHeading>
      {microphones.length === 0 && (
        <MenuItem disabled note="Connect one; it appears here by itself." onSelect={() => undefined}>
          No microphone found
        </MenuItem>
      )}
      {microphones.length > 0 && free.length === 0 && (
        <MenuItem disabled onSelect={() => undefined}>
          All of them are in the mixer
        </MenuItem>
      )}
      {free.map((source) => (
        <MenuItem key={source.deviceId} icon={<Mic size={16} aria-hidden />} onSelect={() => void add(source)}>
          {source.label === "" ? "Microphone" : source.label}
        </MenuItem>
      ))}
      <MenuHeading>This computer</MenuHeading>
      <MenuItem
        icon={<MonitorSpeaker size={16} aria-hidden />}
        disabled={desktop === "none" || taken({ kind: "desktop" })}
        note={desktop === "none" ? explain({ code: "desktop-audio-unsupported" }).todo : undefined}
        onSelect={() => void add({ kind: "desktop" })}
      >
        Desktop sound
      </MenuItem>
      <MenuItem
        icon={<AudioLines size={16} aria-hidden />}
        disabled={taken({ kind: "test" })}
        note="A beep with every flash of the test pattern"
        onSelect={() => void add({ kind: "test" })}
      >
        Test tone
      </MenuItem>
      {silenced.length > 0 && <MenuHeading>Sources</MenuHeading>}
      {silenced.map(({ id, name }) => (
        <MenuItem
          key={id}
          icon={<Volume2 size={16} aria-hidden />}
          onSelect={() => {
            edit(addChannel(crypto.randomUUID(), name, { kind: "source", source: id }));
          }}
        >
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}
