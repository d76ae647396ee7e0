import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./FieldNote.module.css";

interface Props {
  readonly id: string;
  readonly hint: ReactNode;
  readonly error: string | undefined;
}

/** What stands below a control: its hint, or what is wrong with its value. Describes the control under its id. */
export function FieldNote({ id, hint, error }: Props) {
  if (error === undefined) {
    return (
      <p id={id} className={styles.hint}>
        {hint}
      </p>
    );
  }
  return (
    <p id={id} className={styles.error} role="alert">
      <CircleAlert size={14} aria-hidden /> {error}
    </p>
  );
}
