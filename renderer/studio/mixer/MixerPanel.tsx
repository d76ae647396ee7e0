import { AudioLines, Mic, MonitorSpeaker, Plus } from "lucide-react";
import type { Channel, ChannelInput } from "../../../electron/contract/channel";
import type { AudioSource } from "../../../electron/contract/source";
import { explain } from "../../../electron/contract/words";
import { PROGRAM } from "../../store/levels";
import { askPermission } from "../../store/permissions";
import { removeChannel } from "../../store/edits/channels";
import { remove } from "../../store/removing";
import { addSound } from "../../store/sources";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Menu, MenuHeading, MenuItem } from "../controls/Menu";
import { Empty, Panel } from "../controls/Panel";
import { useRows } from "../controls/rows";
import { ChannelStrip } from "./ChannelStrip";
import { Meter } from "./Meter";
import styles from "./MixerPanel.module.css";

const none: readonly Channel[] = [];

/** One strip for each sound, and the sum of them as viewers hear it. */
export function MixerPanel() {
  const channels = useStudio((state) => state.collection?.channels ?? none);
  const rows = useRows(
    channels.map((c) => c.id),
    {
      onRemove: (id) => {
        remove(removeChannel(id));
      },
    },
  );
  return (
    <Panel
      title="Mixer"
      aside={
        <>
          <span className={styles.program}>
            <span>Program</span>
            <span className={styles.sum}>
              <Meter channel={PROGRAM} label="Program level" />
            </span>
          </span>
          <AddSound channels={channels} />
        </>
      }
    >
      {channels.length === 0 ? (
        <Empty title="No sound yet">
          <p>Add a microphone, or the sound of this computer. Without any, viewers hear silence.</p>
        </Empty>
      ) : (
        <ul className={styles.strips} aria-label="Sounds" {...rows.list}>
          {channels.map((channel) => (
            <ChannelStrip key={channel.id} channel={channel} row={rows.row(channel.id)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function sameSound(a: ChannelInput, b: ChannelInput): boolean {
  if (a.kind === "microphone" && b.kind === "microphone") return a.deviceId === b.deviceId;
  return a.kind === b.kind;
}

async function add(source: AudioSource): Promise<void> {
  if (source.kind === "microphone") await askPermission("microphone");
  addSound(source);
}

/** What can be added; what is in the mixer already is not offered twice. */
function AddSound({ channels }: { readonly channels: readonly Channel[] }) {
  const microphones = useStudio((state) => state.microphones);
  const desktop = useStudio((state) => state.info?.desktopAudio.way ?? "none");
  const taken = (source: AudioSource) => channels.some((c) => sameSound(c.input, source));
  const free = microphones
    .map(({ deviceId, label }) => ({ kind: "microphone" as const, deviceId, label }))
    .filter((source) => !taken(source));

  return (
    <Menu
      trigger={
        <Button look="quiet">
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
    </Menu>
  );
}
