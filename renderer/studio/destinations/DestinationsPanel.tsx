import { Plus } from "lucide-react";
import { useMemo } from "react";
import type { Destination } from "../../../electron/contract/destination";
import { listedDestinations } from "../../store/broadcast";
import { removeDestination } from "../../store/destinations";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Empty, Panel } from "../controls/Panel";
import { useRows } from "../controls/rows";
import { DestinationRow } from "./DestinationRow";
import styles from "./DestinationsPanel.module.css";

const none: readonly Destination[] = [];

/** Where the stream goes, and how each of them is. */
export function DestinationsPanel() {
  const all = useStudio((state) => state.settings?.destinations ?? none);
  const leaving = useStudio((state) => state.leaving);
  const open = useStudio((state) => state.open);
  const destinations = useMemo(() => listedDestinations(all, leaving), [all, leaving]);
  const rows = useRows(
    destinations.map((d) => d.id),
    {
      onPick: (id) => {
        open({ kind: "destination", id, goLive: false });
      },
      onRemove: removeDestination,
    },
  );
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
      {destinations.length === 0 ? (
        <Empty title="Nowhere to stream to yet">
          <p>Add Twitch, YouTube, CHZZK or any RTMP or SRT server. You need its stream key; nothing goes out before you press Go live.</p>
          <Button onClick={add}>Add a destination</Button>
        </Empty>
      ) : (
        <ul className={styles.list} aria-label="Destinations" {...rows.list}>
          {destinations.map((destination) => (
            <DestinationRow key={destination.id} destination={destination} row={rows.row(destination.id)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
