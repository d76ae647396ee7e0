/** How long a slice of work may hold up the pictures, in ms: a fifth of the interval at 60 a second. */
const SLICE = 3;

/** Work that takes long and can pause between its parts: it yields after each, and returns what came of it. */
export type Sliced<T> = Generator<void, T, void>;

/** Does such work in slices between which pictures are drawn; rejects with what it throws. Null when it was given up meanwhile. */
export async function inSlices<T>(work: Sliced<T>, wanted: () => boolean): Promise<T | null> {
  while (wanted()) {
    const end = performance.now() + SLICE;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (performance.now() < end);
    await new Promise((resolve) => setTimeout(resolve));
  }
  work.return(undefined as never); // what it holds is given back
  return null;
}
