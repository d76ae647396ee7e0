import { SlidersVertical } from "lucide-react";
import { useState } from "react";
import type { Channel } from "../../../electron/contract/channel";
import { explain } from "../../../electron/contract/words";
import { moveChannel, removeChannel } from "../../store/edits/channels";
import { PROGRAM } from "../../store/levels";
import { remove } from "../../store/removing";
import { useStudio } from "../../store/studio";
import { IconButton } from "../controls/Button";
import { Empty, Panel } from "../controls/Panel";
import { useRows } from "../controls/rows";
import { AddSound } from "./AddSound";
import { ChannelStrip } from "./ChannelStrip";
import { Loudness } from "./Loudness";
import { Meter } from "./Meter";
import styles from "./MixerPanel.module.css";

const none: readonly Channel[] = [];

/** One strip for each sound, and the sum of them as viewers hear it. */
export function MixerPanel() {
  const channels = useStudio((state) => state.collection?.channels ?? none);
  const { edit, open } = useStudio.getState();
  const [renamed, setRenamed] = useState<string | null>(null);
  const rows = useRows(
    channels.map((c) => c.id),
    {
      onRemove: (id) => {
        remove(removeChannel(id));
      },
      onMove: (id, to) => void edit(moveChannel(id, to)),
      onRename: setRenamed,
    },
  );
  return (
    <Panel
      title="Mixer"
      aside={
        <>
          <MonitorTrouble />
          <div className={styles.program}>
            <span className={styles.word}>Program</span>
            <Loudness />
            <span className={styles.sum}>
              <Meter channel={PROGRAM} label="Program level" />
            </span>
          </div>
          <IconButton
            label="Advanced audio"
            disabled={channels.length === 0}
            onClick={() => {
              open({ kind: "advancedAudio" });
            }}
          >
            <SlidersVertical size={16} aria-hidden />
          </IconButton>
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
            <ChannelStrip key={channel.id} channel={channel} row={rows.row(channel.id)} renaming={channel.id === renamed} onRename={setRenamed} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Why the person here does not hear what is monitored. */
function MonitorTrouble() {
  const problem = useStudio((state) => state.monitorProblem);
  if (problem === null) return null;
  const { what, todo } = explain(problem);
  return (
    <span className={styles.trouble} role="alert" title={`${what} ${todo}`}>
      Monitoring: {what}
    </span>
  );
}
