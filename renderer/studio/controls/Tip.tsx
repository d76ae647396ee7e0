import { Tooltip } from "radix-ui";
import type { ReactNode } from "react";
import { shortcutText, type ShortcutName } from "../shortcuts";
import styles from "./Tip.module.css";

interface Props {
  readonly text?: string | undefined;
  readonly shortcut?: ShortcutName | undefined;
  readonly children: ReactNode;
}

/** The tooltip of a control: what it does and its shortcut. */
export function Tip({ text, shortcut, children }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} sideOffset={6} collisionPadding={8}>
          {text}
          {shortcut !== undefined && <kbd className={styles.keys}>{shortcutText(shortcut)}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
