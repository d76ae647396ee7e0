import { FolderOpen, X } from "lucide-react";
import { Button, IconButton } from "../controls/Button";
import { Tip } from "../controls/Tip";
import { chooseFiles, fileName } from "./chooseFiles";
import type { FieldProps } from "./fieldProps";
import { FieldRow } from "./FieldRow";
import styles from "./fields.module.css";

/** One file by its name; where it lies is in the tooltip. */
export function FileField({ field, value, onChange }: FieldProps<"file", string>) {
  const { label, extensions } = field;
  const choose = async (): Promise<void> => {
    const [path] = await chooseFiles(extensions, false);
    if (path !== undefined) onChange(path);
  };
  return (
    <FieldRow label={label} hint={value === "" ? acceptedWords(extensions) : undefined}>
      {(control) => (
        <div className={styles.file}>
          {value === "" ? (
            <span className={styles.none}>None chosen</span>
          ) : (
            <>
              <Tip text={value}>
                <span className={styles.path}>{fileName(value)}</span>
              </Tip>
              <IconButton label={`Take ${fileName(value)} out`} onClick={() => onChange("")}>
                <X size={14} aria-hidden />
              </IconButton>
            </>
          )}
          <Button {...control} onClick={() => void choose()}>
            <FolderOpen size={14} aria-hidden />
            Choose…
          </Button>
        </div>
      )}
    </FieldRow>
  );
}

/** "PNG, JPG or GIF"; nothing where every file may be chosen. */
export function acceptedWords(extensions: readonly string[]): string | undefined {
  const names = extensions.map((extension) => extension.toUpperCase());
  const last = names.pop();
  return last === undefined || names.length > 7 ? undefined : [names.join(", "), last].filter((part) => part !== "").join(" or ");
}
