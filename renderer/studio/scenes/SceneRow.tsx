import clsx from "clsx";
import { Blend } from "lucide-react";
import { renameScene } from "../../store/edits/scenes";
import { tally } from "../../store/air";
import { editedScene } from "../../store/program";
import { useStudio } from "../../store/studio";
import { pickScene } from "../../store/switching";
import type { MenuPlace } from "../controls/Menu";
import { NameInput } from "../controls/NameInput";
import { placeOf } from "../controls/menuPlace";
import { useSortableRow } from "../controls/Sortable";
import styles from "./ScenesPanel.module.css";

interface Props {
  readonly id: string;
  readonly name: string;
  /** Its place among the others. */
  readonly at: number;
  readonly row: object;
  readonly renaming: boolean;
  readonly onRename: (on: boolean) => void;
  readonly onMenu: (place: MenuPlace) => void;
}

/** One scene: whether viewers see it, its name, and the key that switches to it. */
export function SceneRow({ id, name, at, row, renaming, onRename, onMenu }: Props) {
  const edit = useStudio((state) => state.edit);
  const edited = useStudio((state) => editedScene(state) === id);
  const onProgram = useStudio((state) => state.collection?.program === id);
  const onAir = useStudio((state) => state.collection?.program === id && tally(state.status).lamp === "onAir");
  const ownTransition = useStudio((state) => (state.collection?.scenes.find((scene) => scene.id === id)?.transition ?? null) !== null);
  const sortable = useSortableRow(id);
  return (
    <li
      role="option"
      aria-selected={edited}
      className={clsx(styles.row, edited && styles.edited)}
      data-program={onProgram || undefined}
      {...sortable}
      {...row}
      onClick={() => {
        pickScene(id);
      }}
      onDoubleClick={() => {
        onRename(true);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(placeOf(event));
      }}
    >
      <span className={clsx(styles.tally, onProgram && styles.onProgram, onAir && styles.onAir)} aria-hidden />
      {renaming ? (
        <NameInput
          label={`Name of ${name}`}
          name={name}
          onDone={(typed) => {
            onRename(false);
            if (typed !== null) edit(renameScene(id, typed));
          }}
        />
      ) : (
        <span className={styles.name} title={name}>
          {name}
        </span>
      )}
      {onProgram && <span className={styles.unseen}>{onAir ? ", on air" : ", on the program"}</span>}
      {ownTransition && <Blend className={styles.own} size={12} aria-label="comes on by a transition of its own" />}
      {at < 9 && !renaming && (
        <kbd className={styles.key} aria-hidden>
          {at + 1}
        </kbd>
      )}
    </li>
  );
}
