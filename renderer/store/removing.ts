import type { Edit } from "./edits/edit";
import { useStudio } from "./studio";

/** Removes something and offers to bring it back, until something else is done. */
export function remove(edit: Edit): void {
  const { edit: does, toast, closeToast, undo } = useStudio.getState();
  if (!does(edit)) return;
  const step = useStudio.getState().history.past.at(-1);
  if (step === undefined) return;
  const stop = useStudio.subscribe(
    ({ history }) => history.past.at(-1) === step,
    () => {
      stop();
      closeToast(shown);
    },
  );
  const shown = toast({ text: step.name.replace(/^Remove/, "Removed"), undo, onGone: stop });
}
