import { sourceKind } from "../kinds";
import type { Picture } from "../picture";
import { testStage } from "../stage.fixture";
import type { Look, WorkerOrder, WorkerReport } from "./messages";

const post = (report: WorkerReport): void => postMessage(report);

/** One picture at a time, with the stage's tools but no stage. */
const stage = testStage();
let picture: Picture | null = null;
stage.canvas = { width: 320, height: 180 };
stage.say = (message) => post({ type: "said", message });

function look(id: number, at: number, spots: readonly (readonly [number, number])[]): Look {
  const version = picture?.version(at) ?? 0;
  if (picture === null || picture.size().width === 0) {
    return { type: "look", id, version, size: { width: 0, height: 0 }, layer: null, opaque: false, spots: [], used: stage.used() };
  }
  const layer = picture.render(at);
  if (layer instanceof Promise) throw new Error("None of these kinds takes its time");
  return {
    type: "look",
    ...{ id, version, size: picture.size(), layer: { width: layer.width, height: layer.height }, opaque: layer.a === null },
    spots: spots.map(([x, y]) => stage.pixel(layer, x, y)),
    used: stage.used(),
  };
}

addEventListener("message", ({ data: order }: MessageEvent<WorkerOrder>) => {
  switch (order.type) {
    case "open":
      picture?.close();
      picture = sourceKind(order.kind)?.picture(order.settings, stage.tools) ?? null;
      return;
    case "fed":
      picture?.fed?.(order.message);
      return;
    case "look":
      post(look(order.id, order.at, order.spots));
      return;
    case "close":
      picture?.close();
      picture = null;
      post(look(order.id, 0, []));
  }
});
