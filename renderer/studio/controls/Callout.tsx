import { TriangleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Callout.module.css";

interface Props {
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}

/** Words that must not be missed, beside what they are about. */
export function Callout({ icon: Icon = TriangleAlert, children }: Props) {
  return (
    <div className={styles.callout} role="note">
      <Icon size={16} aria-hidden />
      <div className={styles.words}>{children}</div>
    </div>
  );
}
