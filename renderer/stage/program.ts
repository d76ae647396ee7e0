import type { Scene, Transition } from "../../electron/contract/scene";
import { type Timing, untimed } from "../sources/picture";
import type { DrawingContext } from "./drawing-context";
import type { Size } from "./fit";
import { i420Bytes, type Layer, newLayer, type OwnedLayer } from "./layer";
import { lay } from "./laying";
import type { OnProgram } from "./messages";
import { drawPlaceholder } from "./placeholder";
import { planesIn } from "./planes";
import { SceneView, type SeenSource } from "./scene-view";
import { Stinger, stingerId, stingerScene } from "./stinger";
import { drawTransition } from "./transitions";

/** Scenes that stay drawn after they were shown, for those who switch to and fro. */
const KEPT_VIEWS = 4;

/** A transition that is under way. `began`: by the clock; null while a hand moves it. */
interface Running {
  readonly to: string;
  readonly transition: Transition;
  readonly began: number | null;
  readonly stinger: Stinger | null;
  position: number;
}

/** What the stage's pictures are made of. */
export interface Staging {
  readonly canvas: Size;
  readonly scenes: ReadonlyMap<string, Scene>;
  readonly nodeOf: (source: string) => SeenSource | null;
}

/** The program picture: the scene that is on, or two while one gives way to the other. */
export class Program {
  private own: OwnedLayer;
  private shown: Layer;
  private count = 0;
  private staging: Staging = { canvas: { width: 1280, height: 720 }, scenes: new Map(), nodeOf: () => null };
  private scene: string | null = null;
  private running: Running | null = null;
  /** By the ids of their scenes; those shown last are the last. */
  private readonly views = new Map<string, SceneView>();
  /** The film of a stinger that runs. */
  private film: SceneView | null = null;
  /** What `shown` was made of. */
  private made = "";

  /** @param clock Monotonic, in ms. */
  constructor(
    private readonly context: DrawingContext,
    private size: Size,
    private readonly clock: () => number,
    private readonly onChange: () => void,
  ) {
    this.own = newLayer(context.memory, size.width, size.height, false);
    this.shown = this.own;
  }

  /** The program's pixels since the last `refresh`, without padding; valid until the next. */
  get layer(): Layer {
    return this.shown;
  }

  /** Counts the changes of the pixels. */
  get revision(): number {
    return this.count;
  }

  get state(): OnProgram | null {
    if (this.scene === null) return null;
    const { running } = this;
    return { scene: this.scene, transition: running === null ? null : { to: running.to, position: running.position } };
  }

  /** The source of a stinger's film that plays now. */
  get playing(): string | null {
    const stinger = this.running?.stinger ?? null;
    return stinger === null ? null : stingerId(stinger.transition.file);
  }

  /** The scenes that are seen now. */
  get scenes(): readonly string[] {
    return [this.scene, this.running?.to].filter((id) => id !== null && id !== undefined);
  }

  /** Whether time alone changes the picture. */
  get moving(): boolean {
    return this.running !== null && this.running.began !== null;
  }

  stage(staging: Staging): void {
    this.staging = staging;
    for (const [id, view] of this.views) {
      const scene = staging.scenes.get(id);
      if (scene === undefined) {
        view.free();
        this.views.delete(id);
      } else view.set(scene, staging.canvas, staging.nodeOf);
    }
    const stinger = this.running?.stinger ?? null;
    if (stinger !== null) this.film?.set(stingerScene(stinger.transition.file, staging.canvas), staging.canvas, staging.nodeOf);
    this.made = "";
  }

  resize(size: Size): void {
    if (size.width === this.size.width && size.height === this.size.height) return;
    this.size = { width: size.width, height: size.height };
    this.own.free();
    for (const view of this.views.values()) view.free();
    this.views.clear();
    this.dropFilm();
    this.own = newLayer(this.context.memory, size.width, size.height, false);
    this.shown = this.own;
    this.made = "";
  }

  /** Brings a scene on; a transition that runs is completed first. */
  take(scene: string, transition: Transition): void {
    if (this.running !== null) this.complete();
    if (scene === this.scene) return;
    if (this.scene === null || transition.kind === "cut") this.scene = scene;
    else this.running = { to: scene, transition, began: this.clock(), position: 0, stinger: this.stingerOf(transition) };
    this.onChange();
  }

  /** Moves a transition by hand; null lets it go, to the nearer end. */
  setBar(position: number | null, to: string | null, transition: Transition): void {
    const byHand = this.running !== null && this.running.began === null;
    if (position === null) {
      if (!byHand || this.running === null) return;
      if (this.running.position >= 0.5) this.complete();
      else this.running = null;
    } else {
      if (this.running !== null && !byHand) this.complete();
      if (to === null || to === this.scene || this.scene === null) return;
      this.running = { to, transition, began: null, position: Math.min(Math.max(position, 0), 1), stinger: null };
      if (this.running.position === 1) this.complete();
    }
    this.onChange();
  }

  /** Moves a running transition on to where it is by the clock, and at Unix time `at` in ms. */
  advance(at: number): void {
    const { running } = this;
    if (running === null || running.began === null) return;
    const now = this.clock();
    running.position = running.stinger?.position(now, at) ?? Math.min(1, (now - running.began) / durationOf(running.transition));
    if (running.position >= 1) this.complete();
    this.onChange();
  }

  /** The rhythm of what is seen, at the Unix time `at` in ms. */
  timing(at: number): Timing {
    const id = this.running?.to ?? this.scene;
    return (id === null ? undefined : this.views.get(id)?.timing(at)) ?? untimed;
  }

  isStale(at: number): boolean {
    return this.moving || this.made === "" || this.made !== this.recipe() || this.scenes.some((id) => this.view(id)?.isStale(at));
  }

  /** Brings `layer` to the Unix time `at` in ms. Never rejects. */
  async refresh(at: number): Promise<void> {
    this.advance(at);
    const from = this.scene === null ? null : this.view(this.scene);
    const to = this.running === null ? null : this.view(this.running.to);
    if (from !== null) await from.refresh(at);
    if (to !== null) await to.refresh(at);
    const film = this.filmOf(this.running?.stinger ?? null);
    if (film !== null) await film.refresh(at);
    const recipe = this.recipe();
    if (recipe === this.made) return;
    this.made = recipe;
    this.count++;
    this.shown = this.draw(from, to, film);
  }

  private draw(from: SceneView | null, to: SceneView | null, film: SceneView | null): Layer {
    const { running, own, context } = this;
    const { width, height } = own;
    if (from === null) {
      drawPlaceholder(planesIn(context.bytes.subarray(own.y), width, height));
      return own;
    }
    if (running === null || to === null) return from.layer;
    if (film === null) {
      drawTransition(context, running.transition, running.position, from.layer, to.layer, own);
      return own;
    }
    const bytes = i420Bytes(width, height);
    context.kernels.copy((running.position < 0.5 ? from : to).layer.y, bytes, own.y, bytes, bytes, 1);
    lay(context, own, film.layer, { x: 0, y: 0, width, height }, { opacity: 1, blend: "normal" });
    return own;
  }

  private stingerOf(transition: Transition): Stinger | null {
    if (transition.kind !== "stinger") return null;
    return new Stinger(transition, this.staging.nodeOf(stingerId(transition.file)), this.clock());
  }

  private filmOf(stinger: Stinger | null): SceneView | null {
    if (stinger === null) this.dropFilm();
    else if (this.film === null) {
      const { canvas, nodeOf } = this.staging;
      this.film = new SceneView(this.context, this.size, true);
      this.film.set(stingerScene(stinger.transition.file, canvas), canvas, nodeOf);
    }
    return this.film;
  }

  private dropFilm(): void {
    this.film?.free();
    this.film = null;
  }

  /** Equal strings mean equal pixels. */
  private recipe(): string {
    const revision = (id: string): string => `${id} ${this.views.get(id)?.revision ?? -1}`;
    const { running } = this;
    const scene = this.scene === null ? "none" : revision(this.scene);
    return running === null ? scene : `${scene} ${revision(running.to)} ${running.position} ${this.film?.revision ?? ""}`;
  }

  private complete(): void {
    this.scene = this.running?.to ?? this.scene;
    this.running = null;
  }

  private view(id: string): SceneView | null {
    const scene = this.staging.scenes.get(id);
    if (scene === undefined) return null;
    let view = this.views.get(id);
    if (view === undefined) {
      view = new SceneView(this.context, this.size, false);
      view.set(scene, this.staging.canvas, this.staging.nodeOf);
    } else this.views.delete(id);
    this.views.set(id, view);
    for (const [other, old] of this.views) {
      if (this.views.size <= KEPT_VIEWS) break;
      if (this.scenes.includes(other)) continue;
      old.free();
      this.views.delete(other);
    }
    return view;
  }
}

/** In ms; 0 where something else than time says how long. */
function durationOf(transition: Transition): number {
  switch (transition.kind) {
    case "cut":
    case "stinger":
      return 0;
    default:
      return transition.duration;
  }
}
