import { GripVertical, Plus, X } from "lucide-react";
import { useStudio } from "../../store/studio";
import { Button, IconButton } from "../controls/Button";
import { useReordering } from "../controls/reordering";
import { useRows } from "../controls/rows";
import { chooseFiles, fileName } from "./chooseFiles";
import { acceptedWords } from "./FileField";
import type { FieldProps } from "./fieldProps";
import { FieldRow } from "./FieldRow";
import styles from "./fields.module.css";

/** Files in an order that drags and Alt with an arrow change; Delete takes one out. */
export function FilesField({ field, value, onChange }: FieldProps<"files", string[]>) {
  const { label, extensions } = field;
  const { beginGesture, commitGesture, cancelGesture } = useStudio.getState();
  // The same file may be there twice.
  const ids = value.map((path, at) => `${value.slice(0, at).filter((before) => before === path).length} ${path}`);
  const without = (id: string): string[] => value.filter((_, at) => ids[at] !== id);
  const take = (id: string): void => void onChange(without(id));
  const rows = useRows(ids, { onRemove: take });
  const reordering = useReordering(ids, {
    onMove: (id, to) => {
      const path = value[ids.indexOf(id)];
      const others = without(id);
      if (path !== undefined) onChange([...others.slice(0, to), path, ...others.slice(to)]);
    },
    onBegin: beginGesture,
    onCommit: commitGesture,
    onCancel: cancelGesture,
  });
  const add = async (): Promise<void> => {
    const chosen = await chooseFiles(extensions, true);
    if (chosen.length > 0) onChange([...value, ...chosen]);
  };
  return (
    <FieldRow label={label} hint={value.length === 0 ? acceptedWords(extensions) : undefined}>
      {(control) => (
        <>
          {value.length > 0 && (
            <ul className={styles.files} aria-label={label} {...rows.list} {...reordering.list}>
              {value.map((path, at) => (
                <li key={ids[at]} className={styles.listed} aria-label={fileName(path)} title={path} {...rows.row(ids[at] ?? "")}>
                  <GripVertical size={14} aria-hidden />
                  <span className={styles.path}>{fileName(path)}</span>
                  <IconButton
                    label={`Take ${fileName(path)} out`}
                    onClick={() => {
                      take(ids[at] ?? "");
                    }}
                  >
                    <X size={14} aria-hidden />
                  </IconButton>
                </li>
              ))}
            </ul>
          )}
          <Button {...control} className={styles.more} onClick={() => void add()}>
            <Plus size={14} aria-hidden />
            Add files…
          </Button>
        </>
      )}
    </FieldRow>
  );
}
