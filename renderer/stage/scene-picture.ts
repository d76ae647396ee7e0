import { type Picture, type Timing, untimed } from "../sources/picture";
import type { DrawingContext } from "./drawing-context";
import { even, type Size } from "./fit";
import type { Layer } from "./layer";
import type { Staging } from "./program";
import { SceneView } from "./scene-view";

/** A scene as a picture that stands in another. */
export class ScenePicture implements Picture {
  private view: SceneView | null = null;
  private staging: Staging | null = null;
  private canvas: Size = { width: 0, height: 0 };
  private changes = 0;

  constructor(
    private readonly context: DrawingContext,
    readonly scene: string,
    private readonly onClose: (picture: ScenePicture) => void,
  ) {}

  /** The scenes as they are now. `nodeOf` of the staging gives no source in which this scene stands. */
  stage(staging: Staging): void {
    this.staging = staging;
    this.changes++;
    const scene = staging.scenes.get(this.scene);
    const { width, height } = staging.canvas;
    if (scene === undefined || width !== this.canvas.width || height !== this.canvas.height) {
      this.view?.free();
      this.view = null;
    }
    this.canvas = staging.canvas;
    if (scene !== undefined) this.seen.set(scene, staging.canvas, staging.nodeOf);
  }

  version(at: number): number {
    // Whatever stands in the scene has changed: that alone is asked for.
    if (this.view?.isStale(at) === true) this.changes++;
    return this.changes;
  }

  revision(): number {
    return this.view?.revision ?? -1;
  }

  size(): Size {
    return this.staging?.scenes.has(this.scene) === true ? this.canvas : { width: 0, height: 0 };
  }

  async render(at: number): Promise<Layer> {
    const { seen } = this;
    await seen.refresh(at);
    return seen.layer;
  }

  timing(at?: number): Timing {
    return this.view?.timing(at) ?? untimed;
  }

  close(): void {
    this.view?.free();
    this.view = null;
    this.onClose(this);
  }

  private get seen(): SceneView {
    const size = { width: Math.max(2, even(this.canvas.width)), height: Math.max(2, even(this.canvas.height)) };
    this.view ??= new SceneView(this.context, size, true);
    return this.view;
  }
}
