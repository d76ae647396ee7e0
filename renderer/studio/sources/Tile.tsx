import type { LucideIcon } from "lucide-react";
import styles from "./AddSourceDialog.module.css";

interface Props {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly note?: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

/** One thing that can be added, as a button. */
export function Tile({ name, icon: Icon, note, disabled = false, onPress }: Props) {
  return (
    <li>
      <button type="button" className={styles.tile} disabled={disabled} onClick={onPress}>
        <span className={styles.icon}>
          <Icon size={20} aria-hidden />
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
