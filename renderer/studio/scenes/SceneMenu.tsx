import { duplicateScene, moveScene, removeScene } from "../../store/edits/scenes";
import { remove } from "../../store/removing";
import { useStudio } from "../../store/studio";
import { pickScene } from "../../store/switching";
import { MenuItem, MenuLine } from "../controls/Menu";

interface Props {
  readonly scene: string;
  readonly onRename: (scene: string) => void;
}

/** What can be done with a scene. */
export function SceneMenu({ scene, onRename }: Props) {
  const { edit, open } = useStudio.getState();
  const at = useStudio((state) => state.collection?.scenes.findIndex(({ id }) => id === scene) ?? -1);
  const count = useStudio((state) => state.collection?.scenes.length ?? 0);
  const studioMode = useStudio((state) => state.prepared !== null);
  return (
    <>
      <MenuItem
        keys={at < 9 ? `Ctrl+${at + 1}` : undefined}
        onSelect={() => {
          pickScene(scene);
        }}
      >
        {studioMode ? "Prepare" : "Switch to it"}
      </MenuItem>
      <MenuLine />
      <MenuItem
        keys="F2"
        onSelect={() => {
          onRename(scene);
        }}
      >
        Rename
      </MenuItem>
      <MenuItem onSelect={() => edit(duplicateScene(scene, crypto.randomUUID()))}>Duplicate</MenuItem>
      <MenuItem
        onSelect={() => {
          open({ kind: "sceneTransition", scene });
        }}
      >
        Transition…
      </MenuItem>
      <MenuLine />
      <MenuItem keys="Alt+↑" disabled={at === 0} onSelect={() => edit(moveScene(scene, at - 1))}>
        Move up
      </MenuItem>
      <MenuItem keys="Alt+↓" disabled={at === count - 1} onSelect={() => edit(moveScene(scene, at + 1))}>
        Move down
      </MenuItem>
      <MenuLine />
      <MenuItem
        keys="Delete"
        disabled={count === 1}
        note={count === 1 ? "A collection has at least one scene." : undefined}
        onSelect={() => remove(removeScene(scene))}
      >
        Remove
      </MenuItem>
    </>
  );
}
