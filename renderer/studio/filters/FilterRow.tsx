import clsx from "clsx";
import { Ellipsis, GripVertical, Pencil, Trash2 } from "lucide-react";
import type { Filter } from "../../../electron/contract/filter";
import { enableFilter, type FilterOwner, renameFilter } from "../../store/edits/filters";
import { useStudio } from "../../store/studio";
import { IconButton } from "../controls/Button";
import { Menu, MenuItem } from "../controls/Menu";
import { NameInput } from "../controls/NameInput";
import { useSortableRow } from "../controls/Sortable";
import { Toggle } from "../controls/Toggle";
import styles from "./FiltersDialog.module.css";

interface Props {
  readonly owner: FilterOwner;
  readonly filter: Filter;
  readonly selected: boolean;
  readonly renaming: boolean;
  readonly row: object;
  readonly onSelect: (id: string) => void;
  /** With null when that is over. */
  readonly onRename: (id: string | null) => void;
  readonly onRemove: (id: string) => void;
}

export function FilterRow({ owner, filter, selected, renaming, row, onSelect, onRename, onRemove }: Props) {
  const { id, name, enabled } = filter;
  const edit = useStudio((state) => state.edit);
  const sortable = useSortableRow(id);
  return (
    <li
      className={clsx(styles.row, selected && styles.selected)}
      aria-label={name}
      aria-current={selected || undefined}
      onClick={() => {
        onSelect(id);
      }}
      onDoubleClick={() => {
        onRename(id);
      }}
      {...sortable}
      {...row}
    >
      <GripVertical size={14} className={styles.grip} aria-hidden />
      <Toggle
        label={`Use ${name}`}
        checked={enabled}
        onChange={(on) => {
          edit(enableFilter(owner, id, on));
        }}
      />
      {renaming ? (
        <NameInput
          label={`Name of ${name}`}
          name={name}
          onDone={(wanted) => {
            onRename(null);
            if (wanted !== null) edit(renameFilter(owner, id, wanted));
          }}
        />
      ) : (
        <span className={clsx(styles.name, !enabled && styles.off)} title={name}>
          {name}
        </span>
      )}
      <Menu
        trigger={
          <IconButton label={`More for ${name}`}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem
          icon={<Pencil size={16} aria-hidden />}
          keys="F2"
          onSelect={() => {
            onRename(id);
          }}
        >
          Rename
        </MenuItem>
        <MenuItem
          icon={<Trash2 size={16} aria-hidden />}
          keys="Delete"
          onSelect={() => {
            onRemove(id);
          }}
        >
          Remove
        </MenuItem>
      </Menu>
    </li>
  );
}
