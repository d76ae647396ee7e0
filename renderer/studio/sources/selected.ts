import { create } from "zustand";
import type { SceneItem } from "../../../electron/contract/scene";
import type { Edit } from "../../store/edits/edit";
import { removeItems } from "../../store/edits/items";
import { copyItems, type CopiedItems, pasteItems } from "../../store/edits/pasting";
import type { SourceSizes } from "../../store/edits/placing";
import { sceneOf } from "../../store/edits/scenes";
import { duplicateItem } from "../../store/edits/sources";
import { editedScene } from "../../store/program";
import { remove } from "../../store/removing";
import { useStudio } from "../../store/studio";

/** What was copied last, of this collection or another. */
export const useCopied = create<{ copied: CopiedItems | null }>(() => ({ copied: null }));

/** The edited scene and its selected items; null while there is no scene. */
export function selected(): { scene: string; ids: readonly string[]; items: readonly SceneItem[] } | null {
  const state = useStudio.getState();
  const scene = editedScene(state);
  if (scene === null || state.collection === null) return null;
  const items = (sceneOf(state.collection, scene)?.items ?? []).filter(({ id }) => state.selection.includes(id));
  return { scene, ids: items.map(({ id }) => id), items };
}

/** Does something with the selected items. */
export function editSelected(make: (scene: string, ids: readonly string[]) => Edit, gesture?: string): void {
  const now = selected();
  if (now !== null && now.ids.length > 0) useStudio.getState().edit(make(now.scene, now.ids), gesture);
}

/** The sizes that sources have now, without those that show nothing. */
export function sourceSizes(): SourceSizes {
  return new Map([...useStudio.getState().sources].filter(([, { width }]) => width > 0));
}

export function removeSelected(): void {
  const now = selected();
  if (now !== null && now.ids.length > 0) remove(removeItems(now.scene, now.ids));
}

export function selectAll(): void {
  const { collection, select } = useStudio.getState();
  const scene = editedScene(useStudio.getState());
  if (collection !== null && scene !== null) select(sceneOf(collection, scene)?.items.map(({ id }) => id) ?? []);
}

export function copySelected(): void {
  const { collection } = useStudio.getState();
  const now = selected();
  if (collection !== null && now !== null && now.ids.length > 0) useCopied.setState({ copied: copyItems(collection, now.scene, now.ids) });
}

/** Above all others, and selects what was pasted. */
export function paste(way: "reference" | "duplicate"): void {
  const { copied } = useCopied.getState();
  const scene = editedScene(useStudio.getState());
  if (copied === null || scene === null) return;
  const before = new Set(itemsOf(scene));
  if (useStudio.getState().edit(pasteItems(scene, copied, way))) useStudio.getState().select(itemsOf(scene).filter((id) => !before.has(id)));
}

/** Each right above itself, with a source of its own; selects the copies. */
export function duplicateSelected(): void {
  const now = selected();
  if (now === null || now.ids.length === 0) return;
  const { edit, select, beginGesture, commitGesture } = useStudio.getState();
  const copies = now.ids.map((id) => ({ id, copy: crypto.randomUUID() }));
  beginGesture();
  for (const { id, copy } of copies) edit(duplicateItem(now.scene, id, copy));
  commitGesture();
  select(copies.map(({ copy }) => copy));
}

function itemsOf(scene: string): string[] {
  const { collection } = useStudio.getState();
  return collection === null ? [] : (sceneOf(collection, scene)?.items.map(({ id }) => id) ?? []);
}
