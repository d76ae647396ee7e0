import { useMemo } from "react";
import type { SceneItem } from "../../../electron/contract/scene";
import { sceneOf } from "../../store/edits/scenes";
import { editedScene } from "../../store/program";
import { useStudio } from "../../store/studio";
import { standingOf } from "./frame";
import type { Stood } from "./picking";
import { useSizes } from "./sizes";

const none: readonly SceneItem[] = [];

/** The items of the edited scene with where they stand, from the lowest to the uppermost. */
export function useStood(): readonly Stood[] {
  const items = useStudio((state) => {
    const scene = editedScene(state);
    return scene === null || state.collection === null ? none : (sceneOf(state.collection, scene)?.items ?? none);
  });
  const sizeOf = useSizes();
  return useMemo(
    () =>
      items.flatMap((item) => {
        const standing = standingOf(item.transform, sizeOf(item.source));
        return standing === null ? [] : [{ item, ...standing }];
      }),
    [items, sizeOf],
  );
}
