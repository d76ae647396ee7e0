import { describe, expect, it } from "vitest";
import type { Transform } from "../../electron/contract/scene";
import { contextOf, disc, gradient, hashOf, type ItemWish, sceneOf, StillSource } from "./composition.fixture";
import { createContext } from "./drawing-context";
import { random } from "./kernels.fixture";
import { Memory } from "./memory";
import { SceneView } from "./scene-view";

/** Enough for the largest of these scenes, in bytes. */
const ROOM = 3 << 20;

/** Notes what was asked for to the byte, so that all else can be watched. */
class WatchedMemory extends Memory {
  private readonly areas = new Map<number, number>();
  private readonly untouched: Buffer;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly guard: number,
  ) {
    super(ROOM);
    bytes.fill(guard, 65_536, ROOM);
    this.untouched = Buffer.alloc(ROOM, guard);
  }

  override allocate(bytes: number): number {
    const offset = super.allocate(bytes);
    this.areas.set(offset, bytes);
    return offset;
  }

  override free(offset: number): void {
    super.free(offset);
    this.bytes.fill(this.guard, offset, offset + (this.areas.get(offset) ?? 0));
    this.areas.delete(offset);
  }

  /** The first byte that was written though it belongs to nobody; −1 where there is none. */
  trespass(): number {
    let from = 65_536;
    for (const [offset, bytes] of [...this.areas, [ROOM, 0] as const].sort(([a], [b]) => a - b)) {
      const gap = this.bytes.subarray(from, offset);
      if (Buffer.compare(gap, this.untouched.subarray(0, gap.length)) !== 0) return from + gap.findIndex((b) => b !== this.guard);
      from = offset + bytes;
    }
    return -1;
  }
}

/** A scene that makes no sense, of sources of any size anywhere, turned, cropped and blended in any way. */
function anyItems(next: () => number): ItemWish[] {
  const pick = <T>(...all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const number = (from: number, to: number): number => {
    const value = from + next() * (to - from);
    return next() < 0.5 ? Math.round(value) : value;
  };
  return Array.from({ length: 1 + Math.floor(next() * 5) }, (): ItemWish => {
    const size = { width: Math.max(0.01, number(0, 260)), height: Math.max(0.01, number(0, 160)) };
    const sizing: Transform["sizing"] =
      next() < 0.4
        ? { mode: "scale", x: Math.max(0.001, next() ** 3 * 6), y: Math.max(0.001, next() ** 3 * 6) }
        : { mode: pick("stretch", "contain", "cover"), ...size };
    return {
      source: pick("odd", "tiny", "photo", "disc", "wide"),
      opacity: pick(1, 1, next()),
      blend: pick("normal", "normal", "add", "screen", "multiply"),
      transform: {
        ...{ x: number(-120, 160), y: number(-80, 100), sizing },
        anchor: { x: pick("left", "centre", "right"), y: pick("top", "centre", "bottom") },
        rotation: pick(0, 0, 90, number(-360, 360)),
        crop: { left: number(0, 20) * pick(0, 1), top: number(0, 20), right: number(0, 20) * pick(0, 1), bottom: number(0, 9) },
        flip: { horizontal: pick(true, false), vertical: pick(true, false) },
      },
    };
  });
}

async function compose(which: "wasm" | "reference", seed: number, guard: number): Promise<string> {
  const { kernels, bytes } = await contextOf(which);
  const memory = new WatchedMemory(bytes, guard);
  const guarded = createContext(kernels, bytes, memory);
  const next = random(seed);
  const sources = new Map([
    ["odd", new StillSource(guarded, 37, 23, gradient)],
    ["tiny", new StillSource(guarded, 1, 1, () => [120, 90, 160])],
    ["photo", new StillSource(guarded, 64, 48, gradient)],
    ["disc", new StillSource(guarded, 41, 33, disc)],
    ["wide", new StillSource(guarded, 250, 6, gradient)],
  ]);
  const canvas = { width: 100 + Math.floor(next() * 60), height: 50 + Math.floor(next() * 60) };
  const alpha = next() < 0.3;
  const view = new SceneView(guarded, { width: 128, height: 72 }, alpha);
  const hashes: string[] = [];
  for (let i = 0; i < 3; i++) {
    view.set(sceneOf(`scene${i}`, ...anyItems(next)), canvas, (id) => sources.get(id) ?? null);
    await view.refresh(i);
    hashes.push(hashOf(guarded.bytes, view.layer));
    expect(memory.trespass(), `seed ${seed}`).toBe(-1);
  }
  return hashes.join(" ");
}

describe("random scenes", () => {
  it("write nothing outside of their own memory, and nothing they read there is seen", async () => {
    for (let seed = 1; seed <= 150; seed++) {
      const dark = await compose("wasm", seed, 0);
      expect(await compose("wasm", seed, 255), `seed ${seed}`).toBe(dark);
    }
  });

  it("are the same by the reference", async () => {
    for (let seed = 200; seed < 215; seed++) {
      expect(await compose("reference", seed, 7), `seed ${seed}`).toBe(await compose("wasm", seed, 7));
    }
  });
});
