import { z } from "zod";
import { BlendMode, type SceneItem, type Sizing } from "../../../electron/contract/scene";
import type { KindSettings } from "../../../electron/contract/filter";
import type { Field } from "../../fields/field";
import type { Size } from "../../stage/fit";
import { reframed, standingOf } from "../stage/frame";

const far = 20_000;
const side = z.number().min(1).max(far);
const cut = z.number().min(0).max(far);

/** An item's place and look as figures: left and top of its unturned frame, canvas px. */
export const ItemForm = z.object({
  x: z.number().min(-far).max(far).default(0),
  y: z.number().min(-far).max(far).default(0),
  width: side.default(1280),
  height: side.default(720),
  sizing: z.enum(["scale", "stretch", "contain", "cover"]).default("scale"),
  rotation: z.number().min(-360).max(360).default(0),
  cropLeft: cut.default(0),
  cropTop: cut.default(0),
  cropRight: cut.default(0),
  cropBottom: cut.default(0),
  flipHorizontal: z.boolean().default(false),
  flipVertical: z.boolean().default(false),
  opacity: z.number().min(0).max(100).default(100),
  blend: BlendMode.default("normal"),
});
export type ItemFigures = z.infer<typeof ItemForm>;

const px = { type: "figure", step: 1, unit: "px" } as const;

export const placeFields: readonly Field[] = [
  { ...px, key: "x", label: "Left", min: -far, max: far },
  { ...px, key: "y", label: "Top", min: -far, max: far },
  { ...px, key: "width", label: "Width", min: 1, max: far },
  { ...px, key: "height", label: "Height", min: 1, max: far },
  {
    type: "choice",
    key: "sizing",
    label: "In this size it is",
    options: [
      { value: "scale", label: "Scaled" },
      { value: "contain", label: "Fitted, whole" },
      { value: "cover", label: "Covering, cut off" },
      { value: "stretch", label: "Stretched" },
    ],
  },
  { type: "figure", key: "rotation", label: "Rotation", min: -360, max: 360, step: 1, unit: "°" },
  { type: "switch", key: "flipHorizontal", label: "Flip left to right" },
  { type: "switch", key: "flipVertical", label: "Flip upside down" },
];

export const cropFields: readonly Field[] = [
  { ...px, key: "cropLeft", label: "Crop left", min: 0, max: far },
  { ...px, key: "cropTop", label: "Crop top", min: 0, max: far },
  { ...px, key: "cropRight", label: "Crop right", min: 0, max: far },
  { ...px, key: "cropBottom", label: "Crop bottom", min: 0, max: far },
];

export const lookFields: readonly Field[] = [  { type: "figure", key: "opacity", label: "Opacity", min: 0, max: 100, step: 1, unit: "%", slider: true },
  {
    type: "choice",
    key: "blend",
    label: "Blend",
    options: [
      { value: "normal", label: "Normal" },
      { value: "add", label: "Add" },
      { value: "screen", label: "Screen" },
      { value: "multiply", label: "Multiply" },
    ],
  },
];

/** Null where nothing of the item is to be seen. */
export function figuresOf({ transform, opacity, blend }: SceneItem, source: Size): ItemFigures | null {
  const standing = standingOf(transform, source);
  if (standing === null) return null;
  const { middle, width, height } = standing.frame;
  const { crop, flip, sizing, rotation } = transform;
  return {
    ...{ x: exact(middle.x - width / 2), y: exact(middle.y - height / 2), width: exact(width), height: exact(height) },
    ...{ sizing: sizing.mode, rotation, cropLeft: crop.left, cropTop: crop.top, cropRight: crop.right, cropBottom: crop.bottom },
    ...{ flipHorizontal: flip.horizontal, flipVertical: flip.vertical, opacity: exact(opacity * 100), blend },
  };
}

/** The item with some of its figures changed; the same item where they would leave nothing of it. */
export function withFigures(item: SceneItem, source: Size, change: KindSettings): SceneItem {
  const before = figuresOf(item, source);
  if (before === null) return item;
  const { success, data } = ItemForm.safeParse({ ...before, ...change });
  if (!success) return item;
  const crop = { left: data.cropLeft, top: data.cropTop, right: data.cropRight, bottom: data.cropBottom };
  const flip = { horizontal: data.flipHorizontal, vertical: data.flipVertical };
  const whole = { width: source.width - crop.left - crop.right, height: source.height - crop.top - crop.bottom };
  if (whole.width <= 0 || whole.height <= 0) return item;
  // A crop takes from a scaled item what it cuts off; a frame stays as it is.
  const sizing = data.sizing === item.transform.sizing.mode ? item.transform.sizing : sized(data.sizing, data, whole);
  const changed = { ...item.transform, crop, flip, sizing };
  const from = standingOf(changed, source)?.frame;
  if (from === undefined) return item;
  const resized = "width" in change || "height" in change || data.sizing !== item.transform.sizing.mode;
  const { width, height } = resized ? data : from;
  const middle = { x: data.x + width / 2, y: data.y + height / 2 };
  const transform = reframed(changed, from, { middle, width, height, rotation: data.rotation });
  return { ...item, transform, opacity: data.opacity / 100, blend: data.blend };
}

function sized(mode: ItemFigures["sizing"], { width, height }: Size, whole: Size): Sizing {
  return mode === "scale" ? { mode, x: width / whole.width, y: height / whole.height } : { mode, width, height };
}

/** To a hundredth: nobody sees less. */
function exact(n: number): number {
  return Math.round(n * 100) / 100;
}
