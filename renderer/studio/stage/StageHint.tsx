import { sceneOf } from "../../store/edits/scenes";
import { editedScene } from "../../store/program";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import type { PlacedBox } from "./pictureBox";
import styles from "./StagePanel.module.css";

/** What an empty scene teaches. */
export function StageHint({ box: { left, top, width, height } }: { readonly box: PlacedBox }) {
  const empty = useStudio((state) => {
    const scene = editedScene(state);
    return scene !== null && state.collection !== null && sceneOf(state.collection, scene)?.items.length === 0;
  });
  const open = useStudio((state) => state.open);
  if (!empty) return null;
  return (
    <div className={styles.over} style={{ left, top, width, height }}>
      <div className={styles.hint}>
        <p className={styles.reason}>This scene is empty</p>
        <p className={styles.dim}>Add what viewers are to see; here you move it and change its size.</p>
        <Button
          look="primary"
          onClick={() => {
            open({ kind: "addSource" });
          }}
        >
          Add a source
        </Button>
      </div>
    </div>
  );
}
