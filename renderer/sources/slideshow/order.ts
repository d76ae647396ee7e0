import type { SlideshowSettings } from "./schema";

/**
 * Which of `count` slides comes after `index` (null: at first); null when the show is over. Never the same one again at
 * once, where there are others. `random` in 0…1, less than 1.
 */
export function slideAfter(
  index: number | null,
  count: number,
  order: SlideshowSettings["order"],
  random: () => number = Math.random,
): number | null {
  if (count === 0) return null;
  if (order === "random") {
    if (index === null || count === 1) return Math.floor(random() * count);
    return (index + 1 + Math.floor(random() * (count - 1))) % count;
  }
  if (index === null) return 0;
  if (index + 1 < count) return index + 1;
  return order === "loop" ? 0 : null;
}
