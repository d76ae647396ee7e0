import { Cable, Server } from "lucide-react";
import type { ReactNode } from "react";
import { serviceList } from "../../../electron/contract/services";
import type { DestinationKind } from "./destinationForm";
import styles from "./ServiceTiles.module.css";

/** First step: where to. */
export function ServiceTiles({ onPick }: { readonly onPick: (kind: DestinationKind) => void }) {
  const named = serviceList.filter((service) => service.id !== "custom");
  return (
    <ul className={styles.tiles} aria-label="Services">
      {named.map(({ id, name }) => (
        <Tile key={id} kind={id} badge={name.slice(0, 1)} onPick={onPick}>
          <span className={styles.name}>{name}</span>
        </Tile>
      ))}
      <Tile kind="custom" badge={<Server size={16} />} onPick={onPick}>
        <span>
          <span className={styles.name}>Own RTMP server</span>
          <span className={styles.note}>rtmp:// or rtmps://</span>
        </span>
      </Tile>
      <Tile kind="srt" badge={<Cable size={16} />} onPick={onPick}>
        <span>
          <span className={styles.name}>SRT</span>
          <span className={styles.note}>Caller or listener</span>
        </span>
      </Tile>
    </ul>
  );
}

interface TileProps {
  readonly kind: DestinationKind;
  readonly badge: ReactNode;
  readonly children: ReactNode;
  readonly onPick: (kind: DestinationKind) => void;
}

function Tile({ kind, badge, children, onPick }: TileProps) {
  return (
    <li>
      <button
        type="button"
        className={styles.tile}
        onClick={() => {
          onPick(kind);
        }}
      >
        <span className={styles.badge} aria-hidden>
          {badge}
        </span>
        {children}
      </button>
    </li>
  );
}
