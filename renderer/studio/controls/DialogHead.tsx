import clsx from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { PointerEvent } from "react";
import { IconButton } from "./Button";
import styles from "./DialogHead.module.css";

interface Props {
  readonly title: string;
  /** One line under the title. */
  readonly description: string;
  /** Of a dialog that is moved by its head: smaller, and one line whatever the title. */
  readonly onGrab?: (event: PointerEvent<HTMLElement>) => void;
}

/** What a dialog is about, and the cross that closes it. */
export function DialogHead({ title, description, onGrab }: Props) {
  const movable = onGrab !== undefined;
  return (
    <header className={clsx(styles.head, movable && styles.movable)} onPointerDown={onGrab}>
      <div className={styles.words}>
        <Radix.Title className={styles.title} title={movable ? title : undefined}>
          {title}
        </Radix.Title>
        <Radix.Description className={styles.description}>{description}</Radix.Description>
      </div>
      <Radix.Close asChild>
        <IconButton label="Close">
          <X size={16} aria-hidden />
        </IconButton>
      </Radix.Close>
    </header>
  );
}
