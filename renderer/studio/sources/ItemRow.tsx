import clsx from "clsx";
import { Eye, EyeOff, Lock, LockOpen } from "lucide-react";
import type { MouseEvent } from "react";
import type { SceneItem } from "../../../electron/contract/scene";
import { lockItems, showItems } from "../../store/edits/items";
import { renameSource } from "../../store/edits/sources";
import { useStudio } from "../../store/studio";
import { sourceKind } from "../../sources/kinds";
import { IconButton } from "../controls/Button";
import type { MenuPlace } from "../controls/Menu";
import { placeOf } from "../controls/menuPlace";
import { NameInput } from "../controls/NameInput";
import { useSortableRow } from "../controls/Sortable";
import { KindIcon } from "../icons";
import { SourceDeeds } from "./SourceDeeds";
import { isFailing, stateText } from "./sourceState";
import styles from "./SourcesPanel.module.css";

interface Props {
  readonly scene: string;
  readonly item: SceneItem;
  readonly selected: boolean;
  /** Makes the row one of its list; its tab stop is its buttons' too. */
  readonly row: { readonly tabIndex: number };
  readonly renaming: boolean;
  readonly onRename: (on: boolean) => void;
  readonly onSelect: (event: MouseEvent) => void;
  readonly onMenu: (place: MenuPlace) => void;
}

/** One item of the scene: what it is, why it shows nothing, and whether it is seen and can be moved. */
export function ItemRow({ scene, item, selected, row, renaming, onRename, onSelect, onMenu }: Props) {
  const { id, visible, locked } = item;
  const { edit, open } = useStudio.getState();
  const source = useStudio((state) => state.collection?.sources.find((one) => one.id === item.source));
  const failing = useStudio((state) => isFailing(state.sources.get(item.source)));
  const state = useStudio(({ sources }) => {
    const now = sources.get(item.source);
    return now === undefined || !visible || now.phase === "showing" ? null : stateText(now);
  });
  const sortable = useSortableRow(id);
  const kind = source === undefined ? null : sourceKind(source.kind);
  const name = source?.name ?? "Item";
  return (
    <li
      role="row"
      aria-label={name}
      aria-selected={selected}
      className={clsx(styles.row, selected && styles.selected, !visible && styles.hidden, failing && visible && styles.failing)}
      {...sortable}
      {...row}
      onClick={onSelect}
      onDoubleClick={() => {
        open({ kind: "properties", source: item.source });
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(placeOf(event));
      }}
    >
      <span role="gridcell" className={styles.what}>
        <KindIcon name={kind?.icon} size={16} label={kind?.name ?? "Unknown kind"} />
        <span className={styles.words}>
          {renaming ? (
            <NameInput
              label={`Name of ${name}`}
              name={name}
              onDone={(typed) => {
                onRename(false);
                if (typed !== null) edit(renameSource(item.source, typed));
              }}
            />
          ) : (
            <span className={styles.label} title={name}>
              {name}
            </span>
          )}
          {state !== null && <span className={styles.state}>{state}</span>}
          {failing && visible && source !== undefined && (
            <span className={styles.deeds}>
              <SourceDeeds source={source} brief />
            </span>
          )}
        </span>
      </span>
      <span role="gridcell">
        <IconButton
          label={visible ? `Hide ${name}` : `Show ${name}`}
          className={clsx(styles.switch, !visible && styles.set)}
          tabIndex={row.tabIndex}
          onClick={(event) => {
            event.stopPropagation();
            edit(showItems(scene, [id], !visible));
          }}
          onDoubleClick={stop}
        >
          {visible ? <Eye size={14} aria-hidden /> : <EyeOff size={14} aria-hidden />}
        </IconButton>
      </span>
      <span role="gridcell">
        <IconButton
          label={locked ? `Unlock ${name}` : `Lock ${name}`}
          className={clsx(styles.switch, locked ? styles.set : styles.idle)}
          tabIndex={row.tabIndex}
          onClick={(event) => {
            event.stopPropagation();
            edit(lockItems(scene, [id], !locked));
          }}
          onDoubleClick={stop}
        >
          {locked ? <Lock size={14} aria-hidden /> : <LockOpen size={14} aria-hidden />}
        </IconButton>
      </span>
    </li>
  );
}

/** A press on a button of the row, twice, is none on the row. */
function stop(event: MouseEvent): void {
  event.stopPropagation();
}
