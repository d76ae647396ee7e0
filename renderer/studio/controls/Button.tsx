import clsx from "clsx";
import type { ComponentProps } from "react";
import type { ShortcutName } from "../shortcuts";
import styles from "./Button.module.css";
import { Tip } from "./Tip";

type Look = "plain" | "primary" | "quiet";

interface Props extends ComponentProps<"button"> {
  readonly look?: Look;
  /** What it does, in words, where its name is not enough. */
  readonly tip?: string;
  readonly shortcut?: ShortcutName;
}

/** A button with words on it. */
export function Button({ look = "plain", tip, shortcut, className, ...rest }: Props) {
  const button = <button type="button" className={clsx(styles.button, styles[look], className)} {...rest} />;
  if (tip === undefined && shortcut === undefined) return button;
  return (
    <Tip text={tip} shortcut={shortcut}>
      {button}
    </Tip>
  );
}

interface IconProps extends ComponentProps<"button"> {
  /** The name a screen reader says and the tooltip shows. */
  readonly label: string;
  readonly shortcut?: ShortcutName;
}

/** A button that is an icon; its name is in the tooltip. */
export function IconButton({ label, shortcut, className, ...rest }: IconProps) {
  return (
    <Tip text={label} shortcut={shortcut}>
      <button type="button" aria-label={label} className={clsx(styles.icon, className)} {...rest} />
    </Tip>
  );
}
