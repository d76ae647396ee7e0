import { Ellipsis, Plus } from "lucide-react";
import { useState } from "react";
import type { SceneItem } from "../../../electron/contract/scene";
import { moveItem, removeItems } from "../../store/edits/items";
import { sceneOf } from "../../store/edits/scenes";
import { editedScene } from "../../store/program";
import { remove } from "../../store/removing";
import { useStudio } from "../../store/studio";
import { Button, IconButton } from "../controls/Button";
import { Menu, type MenuPlace, PlacedMenu } from "../controls/Menu";
import { Empty, Panel } from "../controls/Panel";
import { useRows } from "../controls/rows";
import { Sortable } from "../controls/Sortable";
import { ItemMenu } from "./ItemMenu";
import { ItemRow } from "./ItemRow";
import styles from "./SourcesPanel.module.css";

const none: readonly SceneItem[] = [];

/** What stands in the edited scene, uppermost first. */
export function SourcesPanel() {
  const scene = useStudio(editedScene);
  const items = useStudio((state) => {
    const id = editedScene(state);
    return id === null || state.collection === null ? none : (sceneOf(state.collection, id)?.items ?? none);
  });
  const selection = useStudio((state) => state.selection);
  const { open, edit, select } = useStudio.getState();
  const [renaming, setRenaming] = useState<string | null>(null);
  const [place, setPlace] = useState<MenuPlace | null>(null);
  /** Where a range of selected rows begins. */
  const [anchor, setAnchor] = useState<string | null>(null);
  const ids = items.map(({ id }) => id).reverse();
  const sourceOf = (id: string) => items.find((item) => item.id === id)?.source;

  const move = (id: string, to: number): void => {
    if (scene !== null) edit(moveItem(scene, id, ids.length - 1 - to));
  };
  const reach = (id: string, extend: boolean, toggle = false): void => {
    if (toggle) {
      select(selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id]);
    } else if (extend && anchor !== null && ids.includes(anchor)) {
      const [from, to] = [ids.indexOf(anchor), ids.indexOf(id)];
      select(ids.slice(Math.min(from, to), Math.max(from, to) + 1));
      return;
    } else select([id]);
    setAnchor(id);
  };
  const rows = useRows(ids, {
    onPick: (id) => {
      const source = sourceOf(id);
      reach(id, false);
      if (source !== undefined) open({ kind: "properties", source });
    },
    onRename: setRenaming,
    onRemove: (id) => {
      if (scene !== null) remove(removeItems(scene, selection.includes(id) ? selection : [id]));
    },
    onMove: move,
    onReach: reach,
  });
  const add = () => {
    open({ kind: "addSource" });
  };
  const menu = (
    <ItemMenu
      onRename={() => {
        const [first] = useStudio.getState().selection;
        if (first !== undefined) setRenaming(first);
      }}
    />
  );

  return (
    <Panel
      title="Sources"
      aside={
        <>
          <Button look="quiet" shortcut="source" onClick={add}>
            <Plus size={14} aria-hidden />
            Add
          </Button>
          <Menu
            trigger={
              <IconButton label="More for what is selected">
                <Ellipsis size={16} aria-hidden />
              </IconButton>
            }
          >
            {menu}
          </Menu>
        </>
      }
    >
      {items.length === 0 ? (
        <Empty title="Nothing in this scene yet">
          <p>Add a camera, a screen, a picture, a text or the test pattern.</p>
          <Button onClick={add}>Add a source</Button>
        </Empty>
      ) : (
        <Sortable ids={ids} onMove={move}>
          <ul
            className={styles.list}
            role="grid"
            aria-label="Sources"
            aria-multiselectable
            {...rows.list}
            onFocus={(event) => {
              rows.list.onFocus(event);
              const id = event.target.getAttribute("data-row");
              // Who comes here by Tab has something selected to work on.
              if (id !== null && selection.length === 0 && event.target.matches(":focus-visible")) reach(id, false);
            }}
          >
            {ids.map((id) => {
              const item = items.find((one) => one.id === id);
              if (item === undefined || scene === null) return null;
              return (
                <ItemRow
                  key={id}
                  scene={scene}
                  item={item}
                  selected={selection.includes(id)}
                  row={rows.row(id)}
                  renaming={renaming === id}
                  onRename={(on) => {
                    setRenaming(on ? id : null);
                  }}
                  onSelect={({ shiftKey, ctrlKey, metaKey }) => {
                    reach(id, shiftKey, ctrlKey || metaKey);
                  }}
                  onMenu={(at) => {
                    if (!selection.includes(id)) reach(id, false);
                    setPlace(at);
                  }}
                />
              );
            })}
          </ul>
        </Sortable>
      )}
      <PlacedMenu
        place={place}
        onClose={() => {
          setPlace(null);
        }}
      >
        {menu}
      </PlacedMenu>
    </Panel>
  );
}
