import { Ellipsis, Plus } from "lucide-react";
import { useState } from "react";
import type { Scene } from "../../../electron/contract/scene";
import { isEncoding } from "../../store/air";
import { addScene, moveScene, removeScene } from "../../store/edits/scenes";
import { editedScene } from "../../store/program";
import { remove } from "../../store/removing";
import { useStudio } from "../../store/studio";
import { pickScene } from "../../store/switching";
import { IconButton } from "../controls/Button";
import { Menu, type MenuPlace, PlacedMenu } from "../controls/Menu";
import { Panel } from "../controls/Panel";
import { useRows } from "../controls/rows";
import { Sortable } from "../controls/Sortable";
import { SceneMenu } from "./SceneMenu";
import { SceneRow } from "./SceneRow";
import styles from "./ScenesPanel.module.css";

const none: readonly Scene[] = [];

/** The scenes of the collection: a press brings one on, or prepares it. */
export function ScenesPanel() {
  const scenes = useStudio((state) => state.collection?.scenes ?? none);
  const edited = useStudio(editedScene);
  const edit = useStudio((state) => state.edit);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ scene: string; place: MenuPlace } | null>(null);
  const ids = scenes.map(({ id }) => id);

  const move = (id: string, to: number) => edit(moveScene(id, to));
  const rows = useRows(ids, {
    onPick: pickScene,
    onRename: setRenaming,
    onRemove: (id) => remove(removeScene(id)),
    onMove: move,
  });
  const add = () => {
    const id = crypto.randomUUID();
    edit(addScene(id));
    // Nobody's viewers are shown an empty scene because it was made.
    const { prepared, status } = useStudio.getState();
    if (prepared !== null || !isEncoding(status)) pickScene(id);
    setRenaming(id);
  };

  return (
    <Panel
      title="Scenes"
      aside={
        <>
          <IconButton label="Add a scene" onClick={add}>
            <Plus size={16} aria-hidden />
          </IconButton>
          <Menu
            trigger={
              <IconButton label="More for this scene" disabled={edited === null}>
                <Ellipsis size={16} aria-hidden />
              </IconButton>
            }
          >
            {edited !== null && <SceneMenu scene={edited} onRename={setRenaming} />}
          </Menu>
        </>
      }
    >
      <Sortable ids={ids} onMove={move}>
        <ul
          className={styles.list}
          role="listbox"
          aria-label="Scenes"
          {...rows.list}
          onKeyDown={(event) => {
            const digit = /^[1-9]$/.exec(event.key);
            const scene = digit === null || event.ctrlKey || event.altKey || event.metaKey ? undefined : ids[Number(digit[0]) - 1];
            if (scene === undefined || event.target instanceof HTMLInputElement) rows.list.onKeyDown(event);
            else pickScene(scene);
          }}
        >
          {scenes.map(({ id, name }, at) => (
            <SceneRow
              key={id}
              id={id}
              name={name}
              at={at}
              row={rows.row(id)}
              renaming={renaming === id}
              onRename={(on) => {
                setRenaming(on ? id : null);
              }}
              onMenu={(place) => {
                setMenu({ scene: id, place });
              }}
            />
          ))}
        </ul>
      </Sortable>
      {scenes.length === 1 && (
        <p className={styles.teach}>Add a scene for each thing you want to show: the game, you in full, a break. A press here switches what viewers see.</p>
      )}
      <PlacedMenu
        place={menu?.place ?? null}
        onClose={() => {
          setMenu(null);
        }}
      >
        {menu !== null && <SceneMenu scene={menu.scene} onRename={setRenaming} />}
      </PlacedMenu>
    </Panel>
  );
}
