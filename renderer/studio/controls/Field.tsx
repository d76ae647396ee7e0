import { CircleAlert } from "lucide-react";
import { useId, type ReactNode } from "react";
import styles from "./Field.module.css";

/** What a field hands to the control inside it. */
export interface FieldControl {
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
      <p id={note} className={error === undefined ? styles.hint : styles.error} role={error === undefined ? undefined : "alert"}>
        {error === undefined ? (
          hint
        ) : (
          <>
            <CircleAlert size={14} aria-hidden /> {error}
          </>
        )}
      </p>
    </div>
  );
}
