import { useState } from "react";
import { FigureBox } from "../controls/FigureBox";
import { Input } from "../controls/Input";
import { Slider } from "../controls/Slider";
import { readColour, typedColour, writeColour, type Colour } from "./colour";
import type { FieldProps } from "./fieldProps";
import { FieldRow } from "./FieldRow";
import styles from "./fields.module.css";

/** The system's picker, the colour's digits, and how much of it covers. */
export function ColourField({ field, value, onChange }: FieldProps<"colour", string>) {
  const { label, alpha = false } = field;
  const colour = readColour(value);
  const [draft, setDraft] = useState<string | null>(null);
  const wrong = draft !== null && typedColour(draft) === null;
  const set = (change: Partial<Colour>): void => void onChange(writeColour({ ...colour, ...change }));
  return (
    <FieldRow label={label} error={wrong ? "Six digits of 0 to 9 and A to F, such as #2F5D8A." : undefined}>
      {(control) => (
        <>
          <div className={styles.colour}>
            <span className={styles.swatch}>
              <span className={styles.paint} style={{ background: value }} />
              <input
                type="color"
                aria-label={`Pick ${label}`}
                value={colour.rgb}
                onChange={(event) => {
                  set({ rgb: event.target.value });
                }}
              />
            </span>
            <Input
              {...control}
              className={styles.digits}
              aria-invalid={wrong}
              value={draft ?? colour.rgb.toUpperCase()}
              onChange={(event) => {
                setDraft(event.target.value);
                const rgb = typedColour(event.target.value);
                if (rgb !== null) set({ rgb });
              }}
              onBlur={() => {
                setDraft(null);
              }}
            />
          </div>
          {alpha && (
            <div className={styles.figure}>
              <Slider
                label={`Opacity of ${label}`}
                valueText={`${colour.opacity} %`}
                {...opacityLimits}
                value={colour.opacity}
                onChange={(opacity) => {
                  set({ opacity });
                }}
                onReset={() => {
                  set({ opacity: 100 });
                }}
              />
              <FigureBox
                aria-label={`Opacity of ${label}`}
                className={styles.number}
                limits={opacityLimits}
                value={colour.opacity}
                onChange={(opacity) => {
                  set({ opacity });
                }}
              />
            </div>
          )}
        </>
      )}
    </FieldRow>
  );
}

const opacityLimits = { min: 0, max: 100, step: 1, unit: "%" } as const;
