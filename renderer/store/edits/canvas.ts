import type { Collection } from "../../../electron/contract/collection";
import type { Edit } from "./edit";

/** The size in px that all positions are meant for; items stay where they are in it. */
export function setCanvas(canvas: Collection["canvas"]): Edit {
  return (collection) => {
    const { width, height } = collection.canvas;
    const same = canvas.width === width && canvas.height === height;
    return same ? null : { name: "Change canvas", collection: { ...collection, canvas: { width: canvas.width, height: canvas.height } } };
  };
}
