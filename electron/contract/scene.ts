import { z } from "zod";

/** How an item's pixels meet those below it, on full-range R'G'B' values as people see them. */
export const BlendMode = z.enum(["normal", "add", "screen", "multiply"]);
export type BlendMode = z.infer<typeof BlendMode>;

/** Which point of the item `x` and `y` mean: what stays where it is when the source changes its size. */
const Anchor = z.object({ x: z.enum(["left", "centre", "right"]), y: z.enum(["top", "centre", "bottom"]) });

/** How large an item is: a multiple of its source, or a box that it is stretched to, fits in, or covers. Canvas px. */
export const Sizing = z.discriminatedUnion("mode", [
  z.object({ mode: z.literal("scale"), x: z.number().positive(), y: z.number().positive() }),
  z.object({
    mode: z.enum(["stretch", "contain", "cover"]),
    width: z.number().positive(),
    height: z.number().positive(),
  }),
]);
export type Sizing = z.infer<typeof Sizing>;

/** Cut off each side of the source, in its own pixels. */
export const Crop = z.object({
  left: z.number().min(0),
  top: z.number().min(0),
  right: z.number().min(0),
  bottom: z.number().min(0),
});
export type Crop = z.infer<typeof Crop>;

/**
 * Where and how an item stands on the canvas: cropped, flipped, sized, turned about its own middle, and placed so that its
 * unturned box has `anchor` at `x`, `y` (canvas px, may lie outside). Rotation in degrees clockwise.
 */
export const Transform = z.object({
  x: z.number(),
  y: z.number(),
  anchor: Anchor,
  sizing: Sizing,
  rotation: z.number().min(-360).max(360),
  crop: Crop,
  flip: z.object({ horizontal: z.boolean(), vertical: z.boolean() }),
});
export type Transform = z.infer<typeof Transform>;

/** One appearance of a source in a scene. */
export const SceneItem = z.object({
  id: z.string().min(1),
  source: z.string().min(1),
  visible: z.boolean(),
  locked: z.boolean(),
  opacity: z.number().min(0).max(1),
  blend: BlendMode,
  transform: Transform,
});
export type SceneItem = z.infer<typeof SceneItem>;

/** How one scene gives way to the next. Durations in ms. */
export const Transition = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("cut") }),
  z.object({ kind: z.literal("fade"), duration: z.int().min(50).max(20_000) }),
  z.object({
    kind: z.literal("fade-colour"),
    duration: z.int().min(50).max(20_000),
    /** #rrggbb */
    colour: z.string().regex(/^#[0-9a-f]{6}$/i),
  }),
  z.object({
    kind: z.enum(["swipe", "slide"]),
    duration: z.int().min(50).max(20_000),
    direction: z.enum(["left", "right", "up", "down"]),
  }),
  z.object({
    kind: z.literal("stinger"),
    /** A video, with alpha or without, that plays over both scenes and hides the cut between them. */
    file: z.string(),
    /** When the scenes change, in ms from its beginning. */
    cutAt: z.int().min(0).max(20_000),
  }),
]);
export type Transition = z.infer<typeof Transition>;
export type TransitionKind = Transition["kind"];

/** `items` from the lowest to the uppermost. `transition`: how this scene comes on, null for the collection's way. */
export const Scene = z.object({
  id: z.string().min(1),
  name: z.string(),
  items: z.array(SceneItem),
  transition: Transition.nullable(),
});
export type Scene = z.infer<typeof Scene>;

/** An item of a source as it is first put on the canvas. */
export function newItem(id: string, source: string, transform: Transform): SceneItem {
  return { id, source, visible: true, locked: false, opacity: 1, blend: "normal", transform };
}

/** Fits the whole canvas and keeps the source's shape. */
export function filling(canvas: { width: number; height: number }): Transform {
  return { ...untouched, x: 0, y: 0, anchor: { x: "left", y: "top" }, sizing: { mode: "contain", width: canvas.width, height: canvas.height } };
}

/** The source's own size, in the middle of the canvas. */
export function centred(canvas: { width: number; height: number }): Transform {
  return { ...untouched, x: canvas.width / 2, y: canvas.height / 2, anchor: { x: "centre", y: "centre" }, sizing: { mode: "scale", x: 1, y: 1 } };
}

const untouched = { rotation: 0, crop: { left: 0, top: 0, right: 0, bottom: 0 }, flip: { horizontal: false, vertical: false } } as const;
