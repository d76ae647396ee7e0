import type { Scene } from "../../electron/contract/scene";
import type { Picture } from "../sources/picture";
import type { DrawingContext } from "./drawing-context";
import type { Size } from "./fit";
import type { SourceReport, StagedSource } from "./messages";
import { pictureTools } from "./picture-tools";
import type { Staging } from "./program";
import { ScenePicture } from "./scene-picture";
import { SourceNode } from "./source-node";

export interface CastEvents {
  /** From a source's picture to its feed. */
  readonly onSaid: (source: string, turn: number, message: unknown) => void;
  readonly onReport: (report: SourceReport) => void;
}

/** The sources of the collection: each is made when it is first seen, and stays until it leaves the collection. */
export class Cast {
  private canvas: Size = { width: 1280, height: 720 };
  private scenes: ReadonlyMap<string, Scene> = new Map();
  private sources: ReadonlyMap<string, StagedSource> = new Map();
  private readonly nodes = new Map<string, SourceNode>();
  /** Scenes that stand in others, and the sources as which they do. */
  private readonly nested = new Map<ScenePicture, string>();
  private readonly reported = new Map<string, string>();

  constructor(
    private readonly context: DrawingContext,
    private readonly events: CastEvents,
  ) {}

  get staging(): Staging {
    return { canvas: this.canvas, scenes: this.scenes, nodeOf: (source) => this.nodeOf(source) };
  }

  /** Ids of the sources that were seen so far. */
  get members(): readonly string[] {
    return [...this.nodes.keys()];
  }

  /** Takes a collection as it is now. Who shows scenes has to be staged anew after it. */
  set(canvas: Size, scenes: readonly Scene[], sources: readonly StagedSource[]): void {
    this.canvas = canvas;
    this.scenes = new Map(scenes.map((scene) => [scene.id, scene]));
    this.sources = new Map(sources.map((source) => [source.id, source]));
    for (const [id, node] of this.nodes) {
      const source = this.sources.get(id);
      if (source !== undefined) node.set(source);
      else {
        node.close();
        this.nodes.delete(id);
        this.reported.delete(id);
      }
    }
    for (const picture of this.nested.keys()) this.stage(picture);
    for (const { id, preload } of sources) if (preload === true) this.nodeOf(id);
  }

  fed(source: string, turn: number, message: unknown): void {
    this.nodes.get(source)?.fed(turn, message);
  }

  /** The content of a file that a filter needs. */
  file(source: string, filter: string, path: string, bytes: Uint8Array<ArrayBuffer>): void {
    const node = this.nodes.get(source);
    void node?.file(filter, path, bytes).then(() => this.reportOne(node));
  }

  /** The sources that are seen in these scenes, in nested ones too. */
  seenIn(scenes: readonly string[]): Set<string> {
    const seen = new Set<string>();
    const visit = (id: string): void => {
      for (const { source, visible } of this.scenes.get(id)?.items ?? []) {
        if (!visible || seen.has(source) || this.nodeOf(source) === null) continue;
        seen.add(source);
        for (const scene of this.scenesIn(source)) visit(scene);
      }
    };
    scenes.forEach(visit);
    return seen;
  }

  /** Tells of every source whose size, rate or problem is another than it was told. */
  report(): void {
    for (const node of this.nodes.values()) this.reportOne(node);
  }

  private nodeOf(id: string): SourceNode | null {
    const source = this.sources.get(id);
    if (source === undefined) return null;
    const known = this.nodes.get(id);
    if (known !== undefined) return known;
    const node = new SourceNode((its) => this.toolsOf(its), id);
    this.nodes.set(id, node);
    node.set(source);
    return node;
  }

  private toolsOf(node: SourceNode): ReturnType<typeof pictureTools> {
    const { turn } = node;
    return pictureTools(
      this.context,
      () => this.canvas,
      (id) => this.nest(node, id),
      (message) => {
        // Who hears that a source is shown wants to know how large it is.
        this.reportOne(node);
        this.events.onSaid(node.id, turn, message);
      },
    );
  }

  private nest(node: SourceNode, scene: string): Picture | null {
    if (!this.scenes.has(scene)) return null;
    const picture = new ScenePicture(this.context, scene, (closed) => this.nested.delete(closed));
    this.nested.set(picture, node.id);
    this.stage(picture);
    return picture;
  }

  private stage(picture: ScenePicture): void {
    picture.stage({
      ...this.staging,
      nodeOf: (source) => {
        const node = this.nodeOf(source);
        return node === null || this.leadsTo(source, picture.scene, new Set()) ? null : node;
      },
    });
  }

  private scenesIn(source: string): string[] {
    return [...this.nested].flatMap(([picture, owner]) => (owner === source ? [picture.scene] : []));
  }

  /** Whether a scene stands in that source, at any depth. */
  private leadsTo(source: string, scene: string, visited: Set<string>): boolean {
    if (visited.has(source)) return false;
    visited.add(source);
    return this.scenesIn(source).some(
      (inner) =>
        inner === scene || this.scenes.get(inner)?.items.some((item) => this.leadsTo(item.source, scene, visited)) === true,
    );
  }

  private reportOne(node: SourceNode): void {
    const { width, height } = node.size();
    const { interval } = node.timing();
    const fps = interval === 0 ? 0 : Math.round(1000 / interval);
    const report: SourceReport = { source: node.id, turn: node.turn, width, height, fps, problem: node.problem, filterProblem: node.filterProblem };
    const now = JSON.stringify(report);
    if (now === this.reported.get(node.id)) return;
    this.reported.set(node.id, now);
    this.events.onReport(report);
  }
}
