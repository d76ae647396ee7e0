import { Cable, Server } from "lucide-react";
import { serviceList } from "../../../electron/contract/services";
import type { DestinationKind } from "./destinationForm";
import styles from "./ServiceTiles.module.css";

/** First step: where to. */
export function ServiceTiles({ onPick }: { readonly onPick: (kind: DestinationKind) => void }) {
  const named = serviceList.filter((service) => service.id !== "custom");
  return (
    <ul className={styles.tiles} aria-label="Services">
      {named.map(({ id, name }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.tile}
            onClick={() => {
              onPick(id);
            }}
          >
            <span className={styles.badge} aria-hidden>
              {name.slice(0, 1)}
            </span>
            <span className={styles.name}>{name}</span>
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          className={styles.tile}
          onClick={() => {
            onPick("custom");
          }}
        >
          <span className={styles.badge} aria-hidden>
            <Server size={16} />
          </span>
          <span>
            <span className={styles.name}>Own RTMP server</span>
            <span className={styles.note}>rtmp:// or rtmps://</span>
          </span>
        </button>
      </li>
      <li>
        <button
          type="button"
          className={styles.tile}
          onClick={() => {
            onPick("srt");
          }}
        >
          <span className={styles.badge} aria-hidden>
            <Cable size={16} />
          </span>
          <span>
            <span className={styles.name}>SRT</span>
            <span className={styles.note}>Caller or listener</span>
          </span>
        </button>
      </li>
    </ul>
  );
}
