import { useId, type ReactNode } from "react";
import { FieldNote } from "../controls/FieldNote";
import styles from "./fields.module.css";

/** What a row hands to the control inside it. */
interface RowControl {
  readonly id: string;
  readonly "aria-describedby": string;
}

interface Props {
  readonly label: string;
  /** What is wrong with what stands there, or what it is missing. */
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly children: (control: RowControl) => ReactNode;
}

/** A label, its control, and below that what is wrong as it is typed. */
export function FieldRow({ label, error, hint, children }: Props) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className={styles.row}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.control}>
        {children({ id, "aria-describedby": note })}
        <FieldNote id={note} hint={hint} error={error} />
      </div>
    </div>
  );
}
