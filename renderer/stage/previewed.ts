import type { DrawingContext } from "./drawing-context";
import type { Size } from "./fit";
import { i420Bytes, newLayer, type OwnedLayer } from "./layer";
import { LayerScaler } from "./layer-scaler";
import type { Previewed } from "./preview";
import type { Program, Staging } from "./program";
import { SceneView } from "./scene-view";
import type { Turns } from "./turns";

/** The program, made small: drawn anew only where nobody else draws it. */
export class SmallProgram implements Previewed {
  private small: OwnedLayer | null = null;
  private scaler: LayerScaler | null = null;
  /** The size of the program that `scaler` is made for. */
  private from = "";
  /** What `small` shows: sizes and revision. */
  private shown = "";

  /** @param isDrawn Whether the program is drawn for the engine just now, so that its last picture is new enough. */
  constructor(
    private readonly context: DrawingContext,
    private readonly program: Program,
    private readonly turns: Turns,
    private readonly isDrawn: () => boolean,
  ) {}

  draw(size: Size, at: number, show: (pixels: Uint8Array<ArrayBuffer>) => void): Promise<void> {
    return this.turns.run(async () => {
      const { program } = this;
      if (!this.isDrawn() && program.isStale(at)) await program.refresh(at);
      const { layer, revision } = program;
      const now = `${layer.width}x${layer.height} ${size.width}x${size.height} ${revision}`;
      if (now === this.shown) return;
      this.shown = now;
      const small = this.room(size, layer);
      this.scaler?.run(layer, small);
      show(this.context.bytes.subarray(small.y, small.y + i420Bytes(size.width, size.height)));
    });
  }

  rest(): void {
    this.small?.free();
    this.scaler?.free();
    this.small = null;
    this.scaler = null;
    this.shown = "";
  }

  private room(size: Size, from: Size): OwnedLayer {
    const { small } = this;
    if (small !== null && small.width === size.width && small.height === size.height && this.from === `${from.width}x${from.height}`) {
      return small;
    }
    small?.free();
    this.scaler?.free();
    this.from = `${from.width}x${from.height}`;
    const axis = (source: number, target: number): ConstructorParameters<typeof LayerScaler>[1] => ({
      ...{ start: 0, step: source / target, first: 0, end: source, count: target },
    });
    this.scaler = new LayerScaler(this.context, axis(from.width, size.width), axis(from.height, size.height));
    this.small = newLayer(this.context.memory, size.width, size.height, false);
    return this.small;
  }
}

/** The prepared scene of studio mode, drawn small from the start. */
export class SmallScene implements Previewed {
  private scene: string | null = null;
  private staging: Staging | null = null;
  private view: SceneView | null = null;
  private size: Size = { width: 0, height: 0 };
  private shown = -1;

  /**
   * @param moment The one that the program was drawn for last, while it is drawn for the engine. A film that stands in both
   * goes on with the program: it never goes back, and a preview of a later moment would take frames from viewers.
   */
  constructor(
    private readonly context: DrawingContext,
    private readonly turns: Turns,
    private readonly moment: () => number | null,
  ) {}

  prepare(scene: string | null): void {
    this.scene = scene;
    this.rest();
  }

  stage(staging: Staging): void {
    this.staging = staging;
    const scene = this.scene === null ? undefined : staging.scenes.get(this.scene);
    if (scene === undefined) this.rest();
    else this.view?.set(scene, staging.canvas, staging.nodeOf);
  }

  draw(size: Size, at: number, show: (pixels: Uint8Array<ArrayBuffer>) => void): Promise<void> {
    return this.turns.run(async () => {
      const view = this.viewOf(size);
      if (view === null) return;
      const moment = this.moment() ?? at;
      if (view.isStale(moment)) await view.refresh(moment);
      if (view !== this.view || view.revision === this.shown) return;
      this.shown = view.revision;
      show(this.context.bytes.subarray(view.layer.y, view.layer.y + i420Bytes(size.width, size.height)));
    });
  }

  rest(): void {
    this.view?.free();
    this.view = null;
    this.shown = -1;
  }

  private viewOf(size: Size): SceneView | null {
    const scene = this.scene === null ? undefined : this.staging?.scenes.get(this.scene);
    if (scene === undefined || this.staging === null) return null;
    if (this.view !== null && (size.width !== this.size.width || size.height !== this.size.height)) this.rest();
    this.size = size;
    if (this.view === null) {
      this.view = new SceneView(this.context, size, false);
      this.view.set(scene, this.staging.canvas, this.staging.nodeOf);
    }
    return this.view;
  }
}
