import type { KeyboardEvent } from "react";
import { nudgeItems } from "../../store/edits/placing";
import { useStudio } from "../../store/studio";
import { editSelected, removeSelected, selected } from "../sources/selected";

/** How far an arrow key moves what is selected, in canvas px: alone, and with Shift. */
const NUDGE = 1;
const FAR_NUDGE = 10;

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The keyboard of the canvas. */
export function onCanvasKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const way = ways[event.key];
  if (way !== undefined) {
    const [x, y] = way;
    const far = event.shiftKey ? FAR_NUDGE : NUDGE;
    editSelected((scene, ids) => nudgeItems(scene, ids, x * far, y * far), "nudge");
  } else if (event.key === "Delete" || event.key === "Backspace") removeSelected();
  else if (event.key === "Escape") useStudio.getState().select([]);
  else if (event.key === "Enter") openSelected();
  else return;
  event.preventDefault();
}

function openSelected(): void {
  const [first] = selected()?.items ?? [];
  if (first !== undefined) useStudio.getState().open({ kind: "properties", source: first.source });
}
