import clsx from "clsx";
import { useEffect, useState, type KeyboardEvent } from "react";
import { call } from "../../store/bridge";
import { keysText, pressedKeys } from "../../store/keys";
import { OWN_ESCAPE } from "../controls/ownEscape";
import styles from "./HotkeyList.module.css";

interface Props {
  /** What the keys do. */
  readonly name: string;
  /** Null to set the first. */
  readonly keys: string | null;
  readonly troubled: boolean;
  readonly describedBy: string;
  readonly onKeys: (keys: string) => void;
}

/** A press of it waits for the keys themselves. Escape, or going elsewhere, leaves all as it was. */
export function KeysButton({ name, keys, troubled, describedBy, onKeys }: Props) {
  const [waiting, setWaiting] = useState(false);
  const [held, setHeld] = useState("");

  // No hotkey acts while one is set.
  useEffect(() => {
    if (!waiting) return;
    void call("hotkeys.pause", true);
    return () => void call("hotkeys.pause", false);
  }, [waiting]);

  const pressed = (event: KeyboardEvent): void => {
    if (!waiting) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    const found = pressedKeys(event.nativeEvent);
    if (event.key === "Escape" && found === "Escape") setWaiting(false);
    else if (found === null) setHeld(heldText(event));
    else {
      setWaiting(false);
      onKeys(found);
    }
  };
  return (
    <button
      type="button"
      className={clsx(styles.keys, waiting && styles.waiting, troubled && styles.troubled, keys === null && styles.unset)}
      aria-label={waiting ? `Press the keys for: ${name}` : keys === null ? `Set keys for: ${name}` : `${keysText(keys)}, for: ${name}. Press to change`}
      aria-describedby={describedBy}
      aria-pressed={waiting}
      {...(waiting ? { [OWN_ESCAPE]: "" } : {})}
      onClick={() => {
        setHeld("");
        setWaiting(true);
      }}
      onKeyDown={pressed}
      onKeyUp={(event) => {
        // The release of Space or Enter would press the button again.
        if (waiting) event.preventDefault();
        setHeld(heldText(event));
      }}
      onBlur={() => {
        setWaiting(false);
      }}
    >
      {waiting ? (held === "" ? "Press keys…" : `${held}…`) : keys === null ? "Set" : keysText(keys)}
    </button>
  );
}

/** The modifiers that are held, while the key itself is awaited. */
function heldText(event: KeyboardEvent): string {
  const { ctrlKey, altKey, shiftKey, metaKey } = event;
  return [ctrlKey && "Ctrl", altKey && "Alt", shiftKey && "Shift", metaKey && (navigator.userAgent.includes("Macintosh") ? "⌘" : "Super")]
    .filter((name) => name !== false)
    .map((name) => `${name}+`)
    .join("");
}
