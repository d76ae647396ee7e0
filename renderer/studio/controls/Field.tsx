import { useId, type ReactNode } from "react";
import { FieldNote } from "./FieldNote";
import styles from "./Field.module.css";

/** What a field hands to the control inside it. */
interface FieldControl {
  readonly id: string;
  readonly "aria-describedby": string;
  readonly "aria-invalid": boolean;
}

interface Props {
  readonly label: string;
  /** Limits, default, or what it is for. */
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: (control: FieldControl) => ReactNode;
}

/** A labelled control with its hint, and what is wrong with its value as it is typed. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-describedby": note, "aria-invalid": error !== undefined })}
      <FieldNote id={note} hint={hint} error={error} />
    </div>
  );
}
