import { describe, expect, it } from "vitest";
import type { Scene } from "../../electron/contract/scene";
import { Cast } from "./cast";
import { contextOf, pixelAt, sceneOf } from "./composition.fixture";
import type { SourceReport, StagedSource } from "./messages";
import { Program } from "./program";

const CANVAS = { width: 64, height: 36 };
const source = (id: string, kind: string, settings = {}, turn = 0): StagedSource => ({ id, kind, settings, turn, filters: [] });
const red = source("red", "colour", { colour: "#ff0000" });
const veil = source("veil", "colour", { colour: "#0000ff80" });

async function setUp(scenes: readonly Scene[], sources: readonly StagedSource[]) {
  const context = await contextOf("wasm");
  const reports = new Map<string, SourceReport>();
  const cast = new Cast(context, { onSaid: () => undefined, onReport: (report) => reports.set(report.source, report) });
  const program = new Program(context, CANVAS, () => 0, () => undefined);
  const set = (now: readonly Scene[], those: readonly StagedSource[]): void => {
    cast.set(CANVAS, now, those);
    program.stage(cast.staging);
  };
  set(scenes, sources);
  return {
    ...{ context, cast, program, reports, set },
    async look(scene: string) {
      program.take(scene, { kind: "cut" });
      cast.seenIn([scene]);
      await program.refresh(0);
      return pixelAt(context.bytes, program.layer, 20, 20);
    },
  };
}

describe("Cast", () => {
  it("makes sources when they are first seen, and tells how they are", async () => {
    const { cast, reports, look } = await setUp(
      [sceneOf("a", { source: "red" }), sceneOf("b", { source: "veil", visible: false }, { source: "nobody" })],
      [red, veil],
    );
    expect(cast.members).toEqual([]);
    expect([...cast.seenIn(["b"])]).toEqual([]);
    expect([...cast.seenIn(["a"])]).toEqual(["red"]);
    expect(await look("a")).toEqual([63, 102, 240]);
    cast.report();
    expect(reports.get("red")).toEqual({ source: "red", turn: 0, ...CANVAS, fps: 0, problem: null, filterProblem: null });
  });

  it("keeps the others when one source cannot be made", async () => {
    const { cast, reports, look } = await setUp(
      [sceneOf("a", { source: "red" }, { source: "future" }, { source: "wrong" })],
      [red, source("future", "hologram"), source("wrong", "colour", { colour: "no colour" })],
    );
    expect(await look("a")).toEqual([63, 102, 240]);
    cast.report();
    expect(["future", "wrong"].map((id) => reports.get(id)?.problem?.code)).toEqual(["internal", "internal"]);
  });

  it("shows new settings at once, and forgets what left the collection", async () => {
    const scenes = [sceneOf("a", { source: "red" })];
    const { context, cast, set, look } = await setUp(scenes, [red]);
    await look("a");
    set(scenes, [source("red", "colour", { colour: "#ffffff" }, 1)]);
    expect(await look("a")).toEqual([235, 128, 128]);
    set([sceneOf("a")], []);
    expect(cast.members).toEqual([]);
    expect(await look("a")).toEqual([16, 128, 128]);
    expect(context.memory.used).toBeLessThan(200_000);
  });

  it("shows a scene within a scene, with its transparency, and follows it", async () => {
    const inner = source("inner", "scene", { scene: "overlay" });
    const scenes = [sceneOf("main", { source: "red" }, { source: "inner" }), sceneOf("overlay", { source: "veil" })];
    const { cast, set, look } = await setUp(scenes, [red, veil, inner]);
    const mixed = await look("main");
    expect([...cast.seenIn(["main"])]).toEqual(["red", "inner", "veil"]);
    // Half of blue (32, 240, 118) over half of red.
    [47, 171, 179].forEach((value, i) => expect(Math.abs((mixed[i] ?? 0) - value)).toBeLessThanOrEqual(1));
    set([scenes[0] ?? sceneOf("main"), sceneOf("overlay")], [red, veil, inner]);
    expect(await look("main")).toEqual([63, 102, 240]);
  });

  it("leaves a scene out of itself, at any depth", async () => {
    const scenes = [
      sceneOf("a", { source: "red" }, { source: "showsB" }),
      sceneOf("b", { source: "showsA" }, { source: "showsB" }, { source: "veil" }),
    ];
    const sources = [red, veil, source("showsA", "scene", { scene: "a" }), source("showsB", "scene", { scene: "b" })];
    const { look } = await setUp(scenes, sources);
    for (const scene of ["a", "b", "a"]) {
      const [y] = await look(scene);
      expect(y).toBeGreaterThan(16);
    }
  });
});
