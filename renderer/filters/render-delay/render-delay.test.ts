import { beforeAll, expect, it } from "vitest";
import type { OwnedLayer } from "../../sources/picture";
import { filterTools } from "../tools.fixture";
import { renderDelay } from "./render-delay";

let tools: Awaited<ReturnType<typeof filterTools>>;
beforeAll(async () => {
  tools = await filterTools();
});

function source(): OwnedLayer & { show(value: number): void } {
  const layer = tools.allocate(16, 16, false);
  return { ...layer, show: (value) => tools.memory.fill(value, layer.y, layer.y + 16 * layer.lumaStride) };
}

it("shows what was there a delay ago, at 60 pictures a second", () => {
  const filter = renderDelay({ delay: 500 }, tools);
  const layer = source();
  for (let i = 0; i < 200; i++) {
    layer.show(i);
    const at = 1_000_000 + (i * 1000) / 60;
    const shown = filter.apply(layer, at, true);
    expect(tools.memory[shown.y]).toBe(Math.max(0, i - 30));
  }
  filter.close();
});

it("goes on when the source stands, by its version, and then rests", () => {
  const filter = renderDelay({ delay: 100 }, tools);
  const layer = source();
  layer.show(1);
  filter.apply(layer, 1000, true);
  layer.show(2);
  filter.apply(layer, 1040, true);
  const version = filter.version?.(1040);
  expect(filter.version?.(1139)).toBe(version);
  expect(filter.version?.(1140)).not.toBe(version);
  expect(tools.memory[filter.apply(layer, 1145, false).y]).toBe(2);
  const last = filter.version?.(1145);
  expect(filter.version?.(90_000)).toBe(last);
  filter.close();
});

it("holds no more than it may, whatever the rate, and gives all back", () => {
  const before = tools.used();
  const filter = renderDelay({ delay: 500 }, tools);
  const layer = source();
  const one = tools.used() - before;
  for (let at = 0; at < 2000; at += 2) filter.apply(layer, at, true);
  expect(tools.used() - before).toBeLessThanOrEqual(33 * one);
  // A source that changes its size is no reason to keep the old ones.
  const larger = tools.allocate(32, 32, true);
  for (let at = 2000; at < 4000; at += 20) filter.apply(larger, at, true);
  filter.close();
  larger.free();
  layer.free();
  expect(tools.used()).toBe(before);
});

it("shows fewer pictures where the memory is full", () => {
  let room = 3;
  const filter = renderDelay(
    { delay: 500 },
    {
      ...tools,
      allocate(...of) {
        if (room-- === 0) throw new RangeError("full");
        return tools.allocate(...of);
      },
    },
  );
  const layer = source();
  for (let i = 0; i < 100; i++) {
    layer.show(i);
    const shown = filter.apply(layer, i * 33, true);
    expect(tools.memory[shown.y] ?? 0).toBeLessThanOrEqual(Math.max(0, i - 15));
    room = Math.max(room, 0);
  }
  filter.close();
});

it("passes pictures without a delay", () => {
  const layer = source();
  expect(renderDelay({ delay: 0 }, tools).apply(layer, 0, true)).toBe(layer);
});
