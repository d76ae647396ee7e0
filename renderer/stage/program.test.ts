import { describe, expect, it } from "vitest";
import type { Transition } from "../../electron/contract/scene";
import { contextOf, hashOf, pixelAt, sceneOf, StillSource } from "./composition.fixture";
import { Program } from "./program";
import { stingerId } from "./stinger";

const SIZE = { width: 64, height: 36 };
const GREY: [number, number, number] = [100, 128, 128];
const GREEN: [number, number, number] = [173, 42, 26];

async function setUp(): Promise<{
  program: Program;
  now: (ms: number) => void;
  look: (x?: number, y?: number) => Promise<number[]>;
  hash: () => Promise<string>;
  film: StillSource;
  sources: Map<string, StillSource>;
  changes: () => number;
}> {
  const context = await contextOf("wasm");
  let clock = 1000;
  let changes = 0;
  const sources = new Map([
    ["grey", new StillSource(context, 64, 36, () => GREY)],
    ["green", new StillSource(context, 64, 36, () => GREEN)],
    ["third", new StillSource(context, 64, 36, (x) => [16 + x, 128, 128])],
  ]);
  // A film whose right half is there.
  const film = new StillSource(context, 64, 36, (x) => (x < 32 ? [16, 128, 128, 0] : [200, 128, 128, 255]));
  film.playing = { run: 0, position: 0, ended: false };
  sources.set(stingerId("film.webm"), film);
  const scenes = [sceneOf("a", { source: "grey" }), sceneOf("b", { source: "green" }), sceneOf("c", { source: "third" })];
  const program = new Program(context, SIZE, () => clock, () => changes++);
  program.stage({
    canvas: SIZE,
    scenes: new Map(scenes.map((scene) => [scene.id, scene])),
    nodeOf: (id) => sources.get(id) ?? null,
  });
  return {
    ...{ program, film, sources, changes: () => changes },
    now: (ms) => void (clock = 1000 + ms),
    async look(x = 10, y = 10) {
      if (program.isStale(0)) await program.refresh(0);
      return pixelAt(context.bytes, program.layer, x, y);
    },
    async hash() {
      await program.refresh(0);
      return hashOf(context.bytes, program.layer);
    },
  };
}

const fade: Transition = { kind: "fade", duration: 1000 };

describe("Program", () => {
  it("shows the placeholder before the first scene, which is cut to", async () => {
    const { program, look } = await setUp();
    expect(await look(0, 0)).toEqual([32, 128, 128]);
    program.take("a", fade);
    expect(program.state).toEqual({ scene: "a", transition: null });
    expect(await look()).toEqual(GREY);
  });

  it("fades by time, and is then the other scene", async () => {
    const { program, now, look } = await setUp();
    program.take("a", fade);
    program.take("b", fade);
    expect(program.scenes).toEqual(["a", "b"]);
    now(500);
    const half = await look();
    half.forEach((value, i) => expect(Math.abs(value - ((GREY[i] ?? 0) + (GREEN[i] ?? 0)) / 2)).toBeLessThanOrEqual(1));
    expect(program.state).toEqual({ scene: "a", transition: { to: "b", position: 0.5 } });
    now(1000);
    expect(await look()).toEqual(GREEN);
    expect(program.state).toEqual({ scene: "b", transition: null });
    const { revision } = program;
    await look();
    expect([program.revision, program.isStale(0)]).toEqual([revision, false]);
  });

  it("completes a transition that a new take comes into", async () => {
    const { program, now } = await setUp();
    program.take("a", fade);
    program.take("b", fade);
    now(300);
    program.take("c", fade);
    expect(program.state).toEqual({ scene: "b", transition: { to: "c", position: 0 } });
    program.take("a", { kind: "cut" });
    expect(program.state).toEqual({ scene: "a", transition: null });
  });

  it("completes without being looked at", async () => {
    const { program, now } = await setUp();
    program.take("a", fade);
    program.take("b", fade);
    now(1001);
    program.advance(Date.now());
    expect(program.state).toEqual({ scene: "b", transition: null });
  });

  it("is moved by hand, and let go to the nearer end", async () => {
    const { program, look } = await setUp();
    program.take("a", fade);
    program.setBar(0.25, "b", fade);
    const [y] = await look();
    expect(Math.abs((y ?? 0) - (100 + 73 / 4))).toBeLessThanOrEqual(1);
    program.setBar(null, "b", fade);
    expect(program.state).toEqual({ scene: "a", transition: null });
    expect(await look()).toEqual(GREY);
    program.setBar(0.6, "b", fade);
    program.setBar(null, "b", fade);
    expect(program.state?.scene).toBe("b");
    program.setBar(1, "a", fade);
    expect(program.state).toEqual({ scene: "a", transition: null });
  });

  it("keeps scenes drawn through a hundred switches, and the memory flat", async () => {
    const { program, look, sources } = await setUp();
    for (let i = 0; i < 100; i++) {
      program.take(["a", "b", "c"][i % 3] ?? "a", { kind: "cut" });
      const wanted = [GREY, GREEN, [26, 128, 128]][i % 3];
      expect(await look()).toEqual(wanted);
    }
    expect(sources.get("grey")?.refreshed).toBeLessThan(102);
  });

  it("lays a stinger's film over both scenes, and changes them in its midst", async () => {
    const { program, film, now, look } = await setUp();
    const stinger: Transition = { kind: "stinger", file: "film.webm", cutAt: 400 };
    program.take("a", fade);
    program.take("b", stinger);
    expect(program.playing).toBe("stinger:film.webm");
    film.playing = { run: 1, position: 100, ended: false };
    film.stale = true;
    expect([await look(10), await look(50)]).toEqual([GREY, [200, 128, 128]]);
    film.playing = { run: 1, position: 400, ended: false };
    expect([await look(10), await look(50)]).toEqual([GREEN, [200, 128, 128]]);
    expect(program.state).toEqual({ scene: "a", transition: { to: "b", position: 0.5 } });
    film.playing = { run: 1, position: 700, ended: true };
    expect(await look(50)).toEqual(GREEN);
    expect([program.state, program.playing]).toEqual([{ scene: "b", transition: null }, null]);
    // A film that does not begin is not waited for.
    film.playing = { run: 1, position: 0, ended: false };
    program.take("a", stinger);
    expect(await look()).toEqual(GREEN);
    now(1001);
    expect(await look()).toEqual(GREY);
  });
});

const golden: Readonly<Record<string, readonly [Transition, number, string]>> = {
  "fade at a quarter": [fade, 0.25, "022060cc78be9638"],
  "fade to colour, before": [{ kind: "fade-colour", duration: 1000, colour: "#ff8000" }, 0.3, "b6ea3f8e6ef9ea2c"],
  "fade to colour, after": [{ kind: "fade-colour", duration: 1000, colour: "#ff8000" }, 0.8, "d920008141911eec"],
  "swipe left": [{ kind: "swipe", duration: 1000, direction: "left" }, 0.4, "f19e9f5d5fc60e91"],
  "swipe down": [{ kind: "swipe", duration: 1000, direction: "down" }, 0.4, "73cd87e00571d723"],
  "slide right": [{ kind: "slide", duration: 1000, direction: "right" }, 0.4, "27f47851b77a538d"],
  "slide up": [{ kind: "slide", duration: 1000, direction: "up" }, 0.4, "92d59ce980e37131"],
};

describe("a transition is drawn to the byte", () => {
  it.each(Object.keys(golden))("%s", async (name) => {
    const [transition, position, wanted] = golden[name] ?? [fade, 0, ""];
    const { program, now, hash } = await setUp();
    program.take("c", transition);
    program.take("b", transition);
    now(position * 1000);
    expect(await hash()).toBe(wanted);
  });

  it("moves whole pictures", async () => {
    const { program, now, look } = await setUp();
    program.take("c", fade);
    program.take("b", { kind: "slide", duration: 1000, direction: "left" });
    now(500);
    expect([await look(0), await look(31), await look(32)]).toEqual([[48, 128, 128], [79, 128, 128], GREEN]);
  });
});
