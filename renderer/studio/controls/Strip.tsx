import type { ReactNode } from "react";
import type { Problem } from "../../../electron/contract/problem";
import { explain } from "../../../electron/contract/words";
import styles from "./Strip.module.css";

export interface StripProps {
  readonly title: string;
  readonly icon: ReactNode;
  /** Whether it does something just now. */
  readonly on: boolean;
  /** How it is, in a few words. */
  readonly state: string;
  readonly buttons: ReactNode;
  /** What stands below the row: StripNote, StripTrouble. */
  readonly children?: ReactNode;
}

/** Something that runs beside the stream, in a row: what it is, how it is, what can be done. */
export function Strip({ title, icon, on, state, buttons, children }: StripProps) {
  return (
    <section className={styles.strip} aria-label={title}>
      <div className={styles.row}>
        <span className={on ? styles.on : styles.off} aria-hidden>
          {icon}
        </span>
        <span className={styles.title}>{title}</span>
        <span className={styles.state}>{state}</span>
        {buttons}
      </div>
      {children}
    </section>
  );
}

export function StripNote({ attention = false, children }: { readonly attention?: boolean; readonly children: ReactNode }) {
  return <div className={attention ? styles.attention : styles.note}>{children}</div>;
}

export function StripTrouble({ problem }: { readonly problem: Problem }) {
  const { what, todo } = explain(problem);
  return (
    <p className={styles.trouble} role="alert">
      {what} {todo}
    </p>
  );
}
