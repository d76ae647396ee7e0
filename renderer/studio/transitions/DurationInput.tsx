import { useState } from "react";
import { Input } from "../controls/Input";
import styles from "./TransitionBar.module.css";
import { TransitionForm } from "./transitionForm";

interface Props {
  /** Ms. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** How long a transition takes: kept as it is typed where that can be, and shown as it is kept afterwards. */
export function DurationInput({ value, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? String(value);
  const valid = isDuration(text);
  return (
    <div className={styles.duration}>
      <Input
        type="number"
        aria-label="Duration of the transition"
        aria-invalid={!valid}
        title={valid ? undefined : "50 to 20000 ms"}
        unit="ms"
        min={50}
        max={20_000}
        step={50}
        value={text}
        onChange={({ target }) => {
          setTyped(target.value);
          if (isDuration(target.value)) onChange(Number(target.value));
        }}
        onBlur={() => {
          setTyped(null);
        }}
      />
    </div>
  );
}

function isDuration(text: string): boolean {
  return text !== "" && TransitionForm.shape.duration.safeParse(Number(text)).success;
}
