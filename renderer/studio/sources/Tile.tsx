import type { LucideIcon } from "lucide-react";
import styles from "./AddSourceDialog.module.css";

interface Props {
  readonly name: string;
  readonly icon: LucideIcon;
  /** A data: URL of what it looks like; the icon stands there while there is none. */
  readonly thumbnail?: string;
  readonly note?: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

/** One thing that can be added, as a button with a look at it. */
export function Tile({ name, icon: Icon, thumbnail, note, disabled = false, onPress }: Props) {
  const look = thumbnail !== undefined;
  return (
    <li>
      <button type="button" className={look ? styles.pictured : styles.tile} disabled={disabled} onClick={onPress}>
        <span className={look ? styles.thumbnail : styles.icon}>
          {thumbnail === undefined || thumbnail === "" ? <Icon size={20} aria-hidden /> : <img src={thumbnail} alt="" />}
        </span>
        <span className={styles.words}>
          <span className={styles.name} title={name}>
            {name}
          </span>
          {note !== undefined && (
            <span className={styles.note} title={note}>
              {note}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
