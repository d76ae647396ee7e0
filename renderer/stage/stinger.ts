import type { Scene, SceneItem, Transform, Transition } from "../../electron/contract/scene";
import type { Size } from "./fit";
import type { SeenSource } from "./scene-view";

type StingerTransition = Extract<Transition, { kind: "stinger" }>;

/** A film that has not begun within so many ms is not waited for. */
const PATIENCE = 1000;

/** The id of the source that plays a stinger's film; no source of a collection has it. */
export const stingerId = (file: string): string => `stinger:${file}`;

/** What the media source of a stinger's film is told: it stands at its first frame until it is shown. */
export const stingerSettings = (file: string): { from: string; file: string; loop: boolean; hideWhenEnded: boolean; restartWhenShown: boolean } => ({
  ...{ from: "file", file },
  ...{ loop: false, hideWhenEnded: true, restartWhenShown: true },
});

/** The films of these transitions, each once. */
export function stingerFiles(transitions: readonly (Transition | null | undefined)[]): string[] {
  return [...new Set(transitions.flatMap((transition) => (transition?.kind === "stinger" ? [transition.file] : [])))];
}

/** The film all over the canvas. */
export function stingerScene(file: string, canvas: Size): Scene {
  const transform: Transform = {
    ...{ x: 0, y: 0, anchor: { x: "left", y: "top" }, sizing: { mode: "cover", ...canvas } },
    ...{ rotation: 0, crop: { left: 0, top: 0, right: 0, bottom: 0 }, flip: { horizontal: false, vertical: false } },
  };
  const item: SceneItem = { id: "film", source: stingerId(file), visible: true, locked: false, opacity: 1, blend: "normal", transform };
  return { id: stingerId(file), name: "Stinger", items: [item], transition: null };
}

/** Where a stinger is: its film begins when it is shown, the scenes change within it, and it is over with the film. */
export class Stinger {
  private readonly firstRun: number;

  /** @param began By the same monotonic clock as `now` below, in ms. */
  constructor(
    readonly transition: StingerTransition,
    private readonly film: SeenSource | null,
    private readonly began: number,
  ) {
    this.firstRun = film?.playback(Date.now())?.run ?? 0;
  }

  /** 0…1, for the picture of Unix time `at` in ms: the scenes change at 0.5; at 1 it is over. */
  position(now: number, at: number): number {
    const { cutAt } = this.transition;
    const played = this.film?.playback(at) ?? null;
    if (played === null || played.run <= this.firstRun) return now - this.began < PATIENCE ? 0 : 1;
    if (played.ended) return 1;
    return played.position < cutAt ? Math.min(0.499, (0.5 * played.position) / Math.max(1, cutAt)) : 0.5;
  }
}
