import { useState } from "react";
import { Input } from "../controls/Input";
import type { FieldProps } from "./fieldProps";
import { FieldRow } from "./FieldRow";
import styles from "./fields.module.css";

/** One line, or several; what the kind refuses stays where it was typed and is said. */
export function TextField({ field, value, onChange }: FieldProps<"text", string>) {
  const { label, lines = 1, placeholder } = field;
  const [refused, setRefused] = useState<string | null>(null);
  const common = {
    value: refused ?? value,
    "aria-invalid": refused !== null,
    placeholder,
    onChange: ({ target }: { target: { value: string } }) => {
      setRefused(onChange(target.value) ? null : target.value);
    },
    onBlur: () => {
      setRefused(null);
    },
  };
  return (
    <FieldRow label={label} error={refused === null ? undefined : "This cannot be used. It stays as it was."}>
      {(control) =>
        lines === 1 ? <Input {...control} {...common} /> : <textarea {...control} {...common} className={styles.lines} rows={lines} spellCheck={false} />
      }
    </FieldRow>
  );
}
