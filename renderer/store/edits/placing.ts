import { filling, type SceneItem, type Transform } from "../../../electron/contract/scene";
import type { Size } from "../../stage/fit";
import { placementOf } from "../../stage/placement";
import type { Rect } from "../../stage/planes";
import type { Edit } from "./edit";
import { changeItems } from "./items";
import { sceneOf } from "./scenes";
import { sourceOf } from "./sources";

/** The sizes in px that sources have now, by source; those that have nothing to show are missing. */
export type SourceSizes = ReadonlyMap<string, Size>;

export type Side = "left" | "centre" | "right" | "top" | "middle" | "bottom";

/** What is seen of an item, turned as it is, as an upright rectangle in canvas px; null while nothing is. */
export function boundsOf(transform: Transform, source: Size | undefined): Rect | null {
  const placement = source === undefined ? null : placementOf(transform, source);
  if (placement === null) return null;
  const { box, rotation } = placement;
  const angle = (rotation * Math.PI) / 180;
  const width = Math.abs(box.width * Math.cos(angle)) + Math.abs(box.height * Math.sin(angle));
  const height = Math.abs(box.width * Math.sin(angle)) + Math.abs(box.height * Math.cos(angle));
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
}

/** By some canvas px: the arrow keys. */
export function nudgeItems(scene: string, ids: readonly string[], dx: number, dy: number): Edit {
  return place(scene, ids, "Move", ({ transform }) => ({ ...transform, x: transform.x + dx, y: transform.y + dy }));
}

/** Brings one side of what is seen of each to that side of the canvas, or its middle to the middle. */
export function alignItems(scene: string, ids: readonly string[], sizes: SourceSizes, side: Side): Edit {
  return place(scene, ids, "Align", ({ transform, source }, canvas) => {
    const bounds = boundsOf(transform, sizes.get(source));
    if (bounds === null) return transform;
    const across = (share: number) => ({ ...transform, x: transform.x + (canvas.width - bounds.width) * share - bounds.x });
    const down = (share: number) => ({ ...transform, y: transform.y + (canvas.height - bounds.height) * share - bounds.y });
    switch (side) {
      case "left":
        return across(0);
      case "centre":
        return across(0.5);
      case "right":
        return across(1);
      case "top":
        return down(0);
      case "middle":
        return down(0.5);
      case "bottom":
        return down(1);
    }
  });
}

/** Into the middle of the canvas, as large as it is. */
export function centreItems(scene: string, ids: readonly string[], sizes: SourceSizes): Edit {
  return place(scene, ids, "Centre", ({ transform, source }, canvas) => {
    const bounds = boundsOf(transform, sizes.get(source));
    if (bounds === null) return transform;
    const x = transform.x + (canvas.width - bounds.width) / 2 - bounds.x;
    return { ...transform, x, y: transform.y + (canvas.height - bounds.height) / 2 - bounds.y };
  });
}

/** As large as the canvas allows, in the source's shape, upright. */
export function fitItems(scene: string, ids: readonly string[]): Edit {
  return place(scene, ids, "Fit", ({ transform: { crop, flip } }, canvas) => ({ ...filling(canvas), crop, flip }));
}

/** Over the whole canvas whatever its shape, upright. */
export function stretchItems(scene: string, ids: readonly string[]): Edit {
  return place(scene, ids, "Stretch", ({ transform: { crop, flip } }, canvas) => {
    const { width, height } = canvas;
    return { ...filling(canvas), crop, flip, sizing: { mode: "stretch", width, height } };
  });
}

/** As they were when they were added: `fresh` says how, for a source's kind. */
export function resetItems(scene: string, ids: readonly string[], fresh: (kind: string, canvas: Size) => Transform): Edit {
  return (collection) =>
    place(scene, ids, "Reset", (item, canvas) => fresh(sourceOf(collection, item.source)?.kind ?? "", canvas))(collection);
}

/** Mirrors what people see, however the item is turned. */
export function flipItems(scene: string, ids: readonly string[], way: "horizontal" | "vertical"): Edit {
  return place(scene, ids, "Flip", ({ transform }) => ({
    ...transform,
    flip: { ...transform.flip, [way]: !transform.flip[way] },
    rotation: transform.rotation === 0 ? 0 : -transform.rotation,
  }));
}

/** Turns each about its own middle by some degrees clockwise. */
export function rotateItems(scene: string, ids: readonly string[], degrees: number): Edit {
  return place(scene, ids, "Rotate", ({ transform }) => ({ ...transform, rotation: upright(transform.rotation + degrees) }));
}

/** The same angle within −180 (not included) and 180. */
function upright(degrees: number): number {
  const turned = ((degrees % 360) + 360) % 360;
  return turned > 180 ? turned - 360 : turned;
}

function place(scene: string, ids: readonly string[], verb: string, change: (item: SceneItem, canvas: Size) => Transform): Edit {
  return (collection) => {
    if (sceneOf(collection, scene) === undefined) return null;
    const moved = (item: SceneItem) => (item.locked ? item : { ...item, transform: change(item, collection.canvas) });
    return changeItems(scene, ids, verb, moved)(collection);
  };
}
