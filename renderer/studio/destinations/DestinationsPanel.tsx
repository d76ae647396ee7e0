import { Plus } from "lucide-react";
import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Destination } from "../../../electron/contract/destination";
import { listedDestinations } from "../../store/broadcast";
import { removeDestination } from "../../store/destinations";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Empty, Panel } from "../controls/Panel";
import { useRows } from "../controls/rows";
import { DestinationRow } from "./DestinationRow";
import { RunDestinationRow } from "./RunDestinationRow";
import styles from "./DestinationsPanel.module.css";

const none: readonly Destination[] = [];

/** Where the stream goes, and how each of them is. */
export function DestinationsPanel() {
  const all = useStudio((state) => state.settings?.destinations ?? none);
  const leaving = useStudio((state) => state.leaving);
  const open = useStudio((state) => state.open);
  const destinations = useMemo(() => listedDestinations(all, leaving), [all, leaving]);
  const own = useStudio(useShallow(({ status }) => (status?.destinations ?? []).flatMap(({ id }) => (all.some((d) => d.id === id) ? [] : [id]))));
  const isSaved = (id: string): boolean => !own.includes(id);
  const rows = useRows([...own, ...destinations.map((d) => d.id)], {
    onPick: (id) => {
      if (isSaved(id)) open({ kind: "destination", id, goLive: false });
    },
    onRemove: (id) => {
      if (isSaved(id)) removeDestination(id);
    },
  });
  const add = () => {
    open({ kind: "destination", id: null, goLive: false });
  };

  return (
    <Panel
      title="Destinations"
      aside={
        <Button look="quiet" shortcut="destination" onClick={add}>
          <Plus size={14} aria-hidden />
          Add
        </Button>
      }
    >
      {destinations.length + own.length === 0 ? (
        <Empty title="Nowhere to stream to yet">
          <p>Add Twitch, YouTube, CHZZK or any RTMP or SRT server. You need its stream key; nothing goes out before you press Go live.</p>
          <Button onClick={add}>Add a destination</Button>
        </Empty>
      ) : (
        <ul className={styles.list} aria-label="Destinations" {...rows.list}>
          {own.map((id) => (
            <RunDestinationRow key={id} id={id} row={rows.row(id)} />
          ))}
          {destinations.map((destination) => (
            <DestinationRow key={destination.id} destination={destination} row={rows.row(destination.id)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
