import type { OwnedLayer } from "../../sources/picture";
import type { Layer } from "../../stage/layer";
import type { FilterTools, VideoFilter } from "../kind";
import { copyLayer } from "../planes";
import type { RenderDelaySettings } from "./schema";

/** Pictures held at most, whatever the delay and the rate: enough for 500 ms at 60 a second. */
const MOST = 32;

interface Held {
  readonly layer: OwnedLayer;
  /** Unix time in ms when it was the source's. */
  at: number;
}

const alike = (a: Layer, b: Layer): boolean =>
  a.width === b.width && a.height === b.height && (a.a !== null) === (b.a !== null);

/** Shows a source as it was some time ago: to be in step with one that takes longer. */
export function renderDelay({ delay }: RenderDelaySettings, tools: FilterTools): VideoFilter {
  /** In order of time; the first is what is shown. */
  const held: Held[] = [];
  const spare: OwnedLayer[] = [];
  let shown = 0;

  /** How many of the held are due, but for the first. */
  function due(at: number): number {
    let count = 0;
    while (count + 1 < held.length && (held[count + 1]?.at ?? Infinity) <= at - delay) count++;
    return count;
  }

  function pass(): void {
    const gone = held.shift();
    if (gone === undefined) return;
    spare.push(gone.layer);
    shown++;
  }

  function forget(): void {
    for (const { layer } of held) layer.free();
    for (const layer of spare) layer.free();
    shown += held.length;
    held.length = spare.length = 0;
  }

  function roomFor(source: Layer): OwnedLayer | null {
    const layer = spare.pop();
    if (layer !== undefined) return layer;
    if (held.length >= MOST) return null;
    try {
      return tools.allocate(source.width, source.height, source.a !== null);
    } catch (thrown) {
      // With less memory than the delay needs, pictures are fewer.
      if (thrown instanceof RangeError && held.length > 0) return null;
      throw thrown;
    }
  }

  function take(source: Layer, at: number): void {
    const layer = roomFor(source);
    if (layer === null) return;
    copyLayer(tools.memory, source, layer);
    held.push({ layer, at });
  }

  return {
    version: (at) => shown + due(at),
    apply(source, at, changed) {
      if (delay === 0) return source;
      const first = held[0]?.layer;
      // What has another shape is another picture, and begins anew.
      if (first !== undefined && !alike(first, source)) forget();
      if (changed || held.length === 0) take(source, at);
      for (let left = due(at); left > 0; left--) pass();
      return held[0]?.layer ?? source;
    },
    close: forget,
  };
}
