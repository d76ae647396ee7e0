import { useId, useRef, useState, type KeyboardEvent } from "react";
import { Input } from "../controls/Input";
import { focusWhole, selectWhole } from "../controls/focusWhole";
import { OWN_ESCAPE } from "../controls/ownEscape";
import type { FieldProps } from "./fieldProps";
import { FieldRow } from "./FieldRow";
import styles from "./fields.module.css";
import { listFonts } from "./systemFonts";

/** As many families as are shown at once; typing narrows them down. */
const SHOWN = 60;

/** A font family: typed freely, or picked from those of this machine, each shown in itself. */
export function FontField({ field: { label }, value, onChange }: FieldProps<"font", string>) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<string | null>(null);
  const [fonts, setFonts] = useState<readonly string[]>([]);
  const [at, setAt] = useState(-1);
  const asked = useRef(false);
  const list = useId();
  const wanted = (draft ?? "").toLowerCase();
  const offered = fonts.filter((family) => family.toLowerCase().includes(wanted)).slice(0, SHOWN);

  const show = (): void => {
    setOpen(true);
    if (asked.current) return;
    asked.current = true;
    void listFonts().then(setFonts);
  };
  const close = (): void => {
    setOpen(false);
    setDraft(null);
    setAt(-1);
  };
  const pick = (family: string): void => {
    onChange(family);
    close();
  };
  const pressed = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      show();
      setAt(Math.max(-1, Math.min(offered.length - 1, at + by)));
    } else if (event.key === "Enter") pick(offered[at] ?? draft ?? value);
    else if (event.key === "Escape" && open) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <FieldRow label={label}>
      {(control) => (
        <div className={styles.font}>
          <Input
            {...control}
            role="combobox"
            aria-expanded={open}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined}
            value={draft ?? value}
            style={{ fontFamily: inItself(value) }}
            {...(open ? { [OWN_ESCAPE]: "" } : {})}
            onMouseDown={focusWhole}
            onFocus={selectWhole}
            onClick={show}
            onKeyDown={pressed}
            onChange={(event) => {
              setDraft(event.target.value);
              setAt(-1);
              show();
              if (event.target.value.trim() !== "") onChange(event.target.value.trim());
            }}
            onBlur={close}
          />
          {open && offered.length > 0 && (
            <ul id={list} role="listbox" aria-label="Fonts" className={styles.fonts}>
              {offered.map((family, index) => (
                <li
                  key={family}
                  id={`${list}-${index}`}
                  role="option"
                  aria-selected={family === value}
                  data-active={index === at || undefined}
                  ref={(element) => {
                    if (index === at) element?.scrollIntoView({ block: "nearest" });
                  }}
                  style={{ fontFamily: inItself(family) }}
                  // Before the field loses the focus.
                  onPointerDown={(event) => {
                    event.preventDefault();
                    pick(family);
                  }}
                >
                  {family}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </FieldRow>
  );
}

/** What a family lacks, and one that is not there, is shown as all else is. */
function inItself(family: string): string {
  return `"${family.replaceAll('"', "")}", "Inter Variable", "Noto Sans KR Variable", sans-serif`;
}
