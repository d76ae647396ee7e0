import type { KeyboardEvent } from "react";
import { OWN_ESCAPE } from "./ownEscape";
import styles from "./NameInput.module.css";
import { ROW } from "./rows";

interface Props {
  readonly label: string;
  readonly name: string;
  /** The name that was typed; null when it is to stay. */
  readonly onDone: (name: string | null) => void;
}

/** A name that is edited where it stands: Enter keeps it, Escape does not. */
export function NameInput({ label, name, onDone }: Props) {
  const pressed = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    // Enter ends a syllable first, where syllables are composed.
    if (event.nativeEvent.isComposing) return;
    event.preventDefault();
    const { currentTarget } = event;
    if (event.key === "Escape") currentTarget.value = name;
    // Leaving the field is what ends it.
    const row = currentTarget.closest<HTMLElement>(`[${ROW}]`);
    if (row === null) currentTarget.blur();
    else row.focus();
  };
  return (
    <input
      ref={(input) => {
        input?.focus();
        input?.select();
      }}
      className={styles.input}
      {...{ [OWN_ESCAPE]: "" }}
      aria-label={label}
      defaultValue={name}
      autoComplete="off"
      spellCheck={false}
      onKeyDown={pressed}
      onPointerDown={(event) => {
        event.stopPropagation();
      }}
      onClick={(event) => {
        event.stopPropagation();
      }}
      onDoubleClick={(event) => {
        event.stopPropagation();
      }}
      onBlur={({ currentTarget: { value } }) => {
        onDone(value.trim() === "" || value.trim() === name ? null : value.trim());
      }}
    />
  );
}
