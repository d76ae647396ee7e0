import type { Scene, SceneItem } from "../../electron/contract/scene";
import { type Timing, untimed } from "../sources/picture";
import type { DrawingContext } from "./drawing-context";
import type { Size } from "./fit";
import { isPacked, type Layer, newLayer, type OwnedLayer } from "./layer";
import { lay } from "./laying";
import { projection } from "./placement";
import type { SourceNode } from "./source-node";
import { type ItemPixels, Sprite } from "./sprite";
import { areaOf, shapeOf } from "./sprite-shape";
import { TurnedSprite } from "./turned-sprite";

/** What a view needs of a source. */
export type SeenSource = Pick<SourceNode, "layer" | "revision" | "size" | "timing" | "playback" | "isStale" | "refresh">;

/** An item and its pixels. */
interface Actor {
  readonly item: SceneItem;
  readonly node: SeenSource;
  /** Null while there is nothing of it to be seen. */
  sprite: ItemPixels | null;
  /** What the sprite was made for: size of the source and of its layer. */
  made: { size: Size; layer: Size; alpha: boolean } | null;
  /** Its pixels, and the source's revision they show. */
  pixels: Layer | null;
  revision: number;
}

/** How long to wait for sources, in ms: one that takes longer is left out until it is there. */
const PATIENCE = 200;

/** A scene as a picture of one size: over black, or with alpha where it is to stand in another scene. */
export class SceneView {
  /** The scene's pixels since the last `refresh`; valid until the next. */
  layer: Layer;
  /** Counts their changes. */
  revision = 0;

  private readonly own: OwnedLayer;
  /** The same, where all of it is hidden. */
  private readonly opaque: Layer;
  private actors: Actor[] = [];
  private canvas: Size;
  /** Something changed other than by the sources. */
  private changed = true;
  private freed = false;

  constructor(
    private readonly context: DrawingContext,
    private readonly size: Size,
    alpha: boolean,
  ) {
    this.canvas = size;
    this.own = newLayer(context.memory, size.width, size.height, alpha);
    this.opaque = { ...this.own, a: null };
    this.layer = this.own;
  }

  /** Shows a scene, or the same scene as it is now; items that are as they were keep their pixels. */
  set(scene: Scene, canvas: Size, nodeOf: (source: string) => SeenSource | null): void {
    const resized = canvas.width !== this.canvas.width || canvas.height !== this.canvas.height;
    this.canvas = canvas;
    const old = new Map(resized ? [] : this.actors.map((actor) => [actor.item.id, actor]));
    const next: Actor[] = [];
    for (const item of scene.items) {
      const node = item.visible && item.opacity > 0 ? nodeOf(item.source) : null;
      if (node === null) continue;
      const known = old.get(item.id);
      const kept = known !== undefined && known.node === node && sameTransform(known.item, item);
      if (kept) old.delete(item.id);
      next.push(kept ? { ...known, item } : { item, node, sprite: null, made: null, pixels: null, revision: -1 });
    }
    for (const { item, sprite } of this.actors) {
      if (resized || old.has(item.id)) sprite?.free();
    }
    this.actors = next;
    this.changed = true;
  }

  /** The rhythm of the source that takes most of the picture, of those that have one. */
  timing(at?: number): Timing {
    let best = untimed;
    let largest = 0;
    for (const { node, sprite } of this.actors) {
      const timing = node.timing(at);
      const area = sprite === null ? 0 : sprite.bounds.width * sprite.bounds.height;
      if (timing.frames === 0 || area < largest) continue;
      best = timing;
      largest = area;
    }
    return best;
  }

  isStale(at: number): boolean {
    if (this.changed) return true;
    for (let i = this.lowest(); i < this.actors.length; i++) if (this.actors[i]?.node.isStale(at) === true) return true;
    return false;
  }

  /** Brings `layer` to the moment `at`. Never rejects. */
  async refresh(at: number): Promise<void> {
    let from = this.actors.length;
    // What turns out to hide less than it did uncovers others, which then have to be brought up too.
    for (let lowest = this.lowest(); lowest < from; lowest = Math.min(from, this.lowest())) {
      const waiting = this.actors.slice(lowest, from).flatMap(({ node }) => node.refresh(at) ?? []);
      from = lowest;
      if (waiting.length > 0) await patiently(Promise.all(waiting));
      if (this.freed) return;
      for (const actor of this.actors.slice(from)) this.follow(actor);
    }
    if (this.changed) this.compose(this.lowest());
    this.changed = false;
  }

  free(): void {
    this.freed = true;
    for (const { sprite } of this.actors) sprite?.free();
    this.actors = [];
    this.own.free();
  }

  /** Brings an item's pixels to its source's. */
  private follow(actor: Actor): void {
    const { node } = actor;
    if (actor.revision === node.revision) return;
    actor.revision = node.revision;
    this.changed = true;
    const { layer } = node;
    if (layer === null) {
      actor.pixels = null;
      return;
    }
    try {
      this.cast(actor, layer);
      actor.pixels = actor.sprite?.draw(layer) ?? null;
    } catch {
      // The memory is full: the others are still to be seen.
      actor.pixels = null;
    }
  }

  /** Makes the sprite anew where the source has another size. */
  private cast(actor: Actor, layer: Layer): void {
    const { made, node, item } = actor;
    const size = node.size();
    const alpha = layer.a !== null;
    if (made !== null && sameSize(made.size, size) && sameSize(made.layer, layer) && made.alpha === alpha) return;
    actor.sprite?.free();
    actor.sprite = null;
    actor.made = { size, layer: { width: layer.width, height: layer.height }, alpha };
    if (size.width === 0) return;
    const { rotation, flip } = item.transform;
    const area = areaOf(item.transform, size, layer, projection(this.canvas, this.size));
    if (area === null) return;
    if (rotation % 360 !== 0) {
      actor.sprite = TurnedSprite.of(this.context, area, flip, rotation, this.size, alpha);
      return;
    }
    const shape = shapeOf(area, flip, this.size);
    if (shape !== null) actor.sprite = new Sprite(this.context, shape, alpha);
  }

  /** The index of the lowest item that is not wholly hidden by one above it. */
  private lowest(): number {
    for (let i = this.actors.length - 1; i > 0; i--) {
      const actor = this.actors[i];
      if (actor !== undefined && this.hidesAll(actor)) return i;
    }
    return 0;
  }

  private hidesAll({ item, sprite, pixels }: Actor): boolean {
    if (sprite === null || pixels === null || !sprite.opaque || item.opacity < 1 || item.blend !== "normal") return false;
    const { x, y, width, height } = sprite.bounds;
    return x === 0 && y === 0 && width === this.size.width && height === this.size.height;
  }

  private compose(lowest: number): void {
    const { own, context } = this;
    const { kernels } = context;
    this.revision++;
    const base = this.actors[lowest];
    const filled = base !== undefined && this.hidesAll(base);
    const alone = this.actors.every(({ pixels }, i) => i <= lowest || pixels === null);
    if (filled && alone && base.pixels !== null && isPacked(base.pixels)) {
      // The scene is that picture.
      this.layer = base.pixels;
      return;
    }
    this.layer = filled ? this.opaque : own;
    if (!filled) {
      kernels.fill(own.y, own.lumaStride, own.width, own.height, 16);
      kernels.fill(own.u, own.chromaStride, own.width / 2, own.height, 128);
      if (own.a !== null) kernels.fill(own.a, own.alphaStride, own.width, own.height, 0);
    }
    for (const { item, sprite, pixels } of this.actors.slice(lowest)) {
      if (sprite !== null && pixels !== null) lay(context, this.layer, pixels, sprite.bounds, item);
    }
  }
}

const sameSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;

function sameTransform(a: SceneItem, b: SceneItem): boolean {
  return JSON.stringify(a.transform) === JSON.stringify(b.transform);
}

/** Waits for it, but not for ever. */
async function patiently(all: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE)));
  await Promise.race([all, late]);
  clearTimeout(timer);
}
