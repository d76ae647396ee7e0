import { describe, expect, it } from "vitest";
import { PicturePool } from "./picture";

describe("PicturePool", () => {
  it("uses memory again only after the last holder let go", () => {
    const pool = new PicturePool();
    const first = pool.take(100);
    first.hold();
    first.letGo();
    const second = pool.take(100);
    expect(second.i420).not.toBe(first.i420);
    first.letGo();
    expect(pool.take(100).i420).toBe(first.i420);
  });

  it("gives memory of the size that is asked for", () => {
    const pool = new PicturePool();
    pool.take(100).letGo();
    expect(pool.take(200).i420).toHaveLength(200);
  });
});
