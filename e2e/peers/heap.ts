import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes that ten thousand inputs may leave behind: compiled code and caches, but not 400 bytes of each. */
export const LITTLE_LEFT_BEHIND = 4e6;

/** Bytes of memory that are held after the deed and were not before, with all collected that nobody holds any more. */
export async function leftBehindBy(deed: () => unknown): Promise<number> {
  // fast-check keeps a table of all characters, once
  fc.sample(fc.string({ unit: "binary" }), 1);
  const before = held();
  await deed();
  return held() - before;
}

function held(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
