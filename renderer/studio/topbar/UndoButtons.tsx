import { Redo2, Undo2 } from "lucide-react";
import { useStudio } from "../../store/studio";
import { IconButton } from "../controls/Button";

/** One step back and forth, by name. */
export function UndoButtons() {
  const back = useStudio(({ history }) => history.past.at(-1)?.name);
  const forth = useStudio(({ history }) => history.future.at(-1)?.name);
  const { undo, redo } = useStudio.getState();
  return (
    <>
      <IconButton label={back === undefined ? "Nothing to undo" : `Undo ${back}`} shortcut="undo" aria-disabled={back === undefined} onClick={undo}>
        <Undo2 size={16} aria-hidden />
      </IconButton>
      <IconButton label={forth === undefined ? "Nothing to redo" : `Redo ${forth}`} shortcut="redo" aria-disabled={forth === undefined} onClick={redo}>
        <Redo2 size={16} aria-hidden />
      </IconButton>
    </>
  );
}
