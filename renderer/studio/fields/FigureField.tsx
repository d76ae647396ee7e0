import { useState } from "react";
import { FigureBox } from "../controls/FigureBox";
import { figureText, limitsText } from "../controls/figure";
import { Slider } from "../controls/Slider";
import type { FieldProps } from "./fieldProps";
import { FieldRow } from "./FieldRow";
import styles from "./fields.module.css";

interface Props extends FieldProps<"figure", number> {
  /** The kind's own value, to which a double click on the slider returns. */
  readonly preset: number;
}

export function FigureField({ field, value, preset, onChange }: Props) {
  const { label, min, max, step, unit, slider = false } = field;
  const [wrong, setWrong] = useState(false);
  const limits = { min, max, step, ...(unit === undefined ? {} : { unit }) };
  return (
    <FieldRow label={label} error={wrong ? `${limitsText(limits)}.` : undefined}>
      {(control) => (
        <div className={styles.figure}>
          {slider && (
            <Slider
              {...{ label, min, max, step, value, onChange }}
              from={min < 0 && max > 0 ? 0 : min}
              valueText={`${figureText(value, step)} ${unit ?? ""}`}
              onReset={() => onChange(preset)}
            />
          )}
          <FigureBox {...control} className={styles.number} limits={limits} value={value} onChange={onChange} onWrong={setWrong} />
        </div>
      )}
    </FieldRow>
  );
}
