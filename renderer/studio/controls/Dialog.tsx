import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import styles from "./Dialog.module.css";
import { DialogHead } from "./DialogHead";
import { focusBody } from "./focusBody";
import { leaveOwnEscape } from "./ownEscape";
import { useReturnFocus } from "./returnFocus";

interface Props {
  readonly title: string;
  /** One line under the title. */
  readonly description: string;
  /** In px. */
  readonly width: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog over the window. Escape, the cross and a press beside it close it. */
export function Dialog({ title, description, width, onClose, children }: Props) {
  const returnFocus = useReturnFocus();
  return (
    <Radix.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content
          className={styles.dialog}
          style={{ width }}
          onOpenAutoFocus={focusBody}
          onCloseAutoFocus={returnFocus}
          onEscapeKeyDown={leaveOwnEscape}
        >
          <DialogHead title={title} description={description} />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The scrolling middle of a dialog. */
export function DialogBody({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.body} data-dialog-body>
      {children}
    </div>
  );
}

interface FootProps {
  /** What stands apart, at the left. */
  readonly start?: ReactNode;
  readonly children: ReactNode;
}

/** The row of buttons at its foot. */
export function DialogFoot({ start, children }: FootProps) {
  return (
    <footer className={styles.foot}>
      <div className={styles.start}>{start}</div>
      {children}
    </footer>
  );
}
