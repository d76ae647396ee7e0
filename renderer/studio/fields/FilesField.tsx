import { GripVertical, Plus, X } from "lucide-react";
import { Button, IconButton } from "../controls/Button";
import { useRows } from "../controls/rows";
import { Sortable, useSortableRow } from "../controls/Sortable";
import { chooseFiles, fileName } from "./chooseFiles";
import { acceptedWords } from "./FileField";
import type { FieldProps } from "./fieldProps";
import { FieldRow } from "./FieldRow";
import styles from "./fields.module.css";

/** Files in an order that drags and Alt with an arrow change; Delete takes one out. */
export function FilesField({ field, value, onChange }: FieldProps<"files", string[]>) {
  const { label, extensions } = field;
  // The same file may be there twice.
  const ids = value.map((path, at) => `${value.slice(0, at).filter((before) => before === path).length} ${path}`);
  const without = (id: string): string[] => value.filter((_, at) => ids[at] !== id);
  const take = (id: string): void => void onChange(without(id));
  const move = (id: string, to: number): void => {
    const path = value[ids.indexOf(id)];
    const others = without(id);
    if (path !== undefined) onChange([...others.slice(0, Math.max(0, to)), path, ...others.slice(Math.max(0, to))]);
  };
  const rows = useRows(ids, { onRemove: take, onMove: move });
  const add = async (): Promise<void> => {
    const chosen = await chooseFiles(extensions, true);
    if (chosen.length > 0) onChange([...value, ...chosen]);
  };
  return (
    <FieldRow label={label} hint={value.length === 0 ? acceptedWords(extensions) : undefined}>
      {(control) => (
        <>
          {value.length > 0 && (
            <Sortable ids={ids} onMove={move}>
              <ul className={styles.files} aria-label={label} {...rows.list}>
                {value.map((path, at) => (
                  <FileRow key={ids[at]} id={ids[at] ?? ""} path={path} row={rows.row(ids[at] ?? "")} onTake={take} />
                ))}
              </ul>
            </Sortable>
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

interface RowProps {
  readonly id: string;
  readonly path: string;
  readonly row: object;
  readonly onTake: (id: string) => void;
}

function FileRow({ id, path, row, onTake }: RowProps) {
  const name = fileName(path);
  return (
    <li className={styles.listed} aria-label={name} title={path} {...useSortableRow(id)} {...row}>
      <GripVertical size={14} aria-hidden />
      <span className={styles.path}>{name}</span>
      <IconButton
        label={`Take ${name} out`}
        onClick={() => {
          onTake(id);
        }}
      >
        <X size={14} aria-hidden />
      </IconButton>
    </li>
  );
}
