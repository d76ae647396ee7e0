import type { Collection } from "../../../electron/contract/collection";
import { filling, type Sizing, type Transform } from "../../../electron/contract/scene";
import { projection } from "../../stage/placement";
import type { Edit } from "./edit";

/**
 * The size in px that all positions are meant for. Items look as they did, as large as fits in the middle; those that fill the
 * canvas fill the new one.
 */
export function setCanvas({ width, height }: Collection["canvas"]): Edit {
  return (collection) => {
    const before = collection.canvas;
    if (width === before.width && height === before.height) return null;
    const canvas = { width, height };
    const { scale, x, y } = projection(before, canvas);
    const moved = (transform: Transform): Transform =>
      fills(transform, before)
        ? { ...transform, sizing: { ...transform.sizing, ...canvas } }
        : { ...transform, x: x + transform.x * scale, y: y + transform.y * scale, sizing: scaled(transform.sizing, scale) };
    const scenes = collection.scenes.map((scene) => ({
      ...scene,
      items: scene.items.map((item) => ({ ...item, transform: moved(item.transform) })),
    }));
    return { name: "Change canvas", collection: { ...collection, canvas, scenes } };
  };
}

/** Whether its box is the canvas. */
function fills({ x, y, anchor, sizing }: Transform, canvas: Collection["canvas"]): boolean {
  const whole = filling(canvas);
  const placed = x === whole.x && y === whole.y && anchor.x === whole.anchor.x && anchor.y === whole.anchor.y;
  return placed && sizing.mode !== "scale" && sizing.width === canvas.width && sizing.height === canvas.height;
}

function scaled(sizing: Sizing, scale: number): Sizing {
  return sizing.mode === "scale"
    ? { ...sizing, x: sizing.x * scale, y: sizing.y * scale }
    : { ...sizing, width: sizing.width * scale, height: sizing.height * scale };
}
