import clsx from "clsx";
import { useId, type ReactNode } from "react";
import styles from "./Panel.module.css";

interface Props {
  readonly title: string;
  /** Buttons and figures at the right of the title. */
  readonly aside?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A named region of the window. */
export function Panel({ title, aside, className, children }: Props) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {aside}
      </header>
      <div className={clsx(styles.body, className)}>{children}</div>
    </section>
  );
}

/** What an empty panel teaches. */
export function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{title}</p>
      {children}
    </div>
  );
}
