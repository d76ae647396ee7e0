import { type Picture, untimed } from "./picture";
import { createTestPattern, type TestPattern } from "./test-pattern";

/** The test pattern as a picture: new at every millisecond, drawn for the moment it is asked for. */
export function createTestPicture(): Picture {
  const patterns = new Map<string, TestPattern>();
  return {
    version: (at) => at,
    draw(into, at) {
      const size = `${into.width}x${into.height}`;
      let pattern = patterns.get(size);
      if (pattern === undefined) {
        // The program's and the preview's size; after a change of format the old ones go.
        if (patterns.size === 2) patterns.clear();
        pattern = createTestPattern(into.width, into.height);
        patterns.set(size, pattern);
      }
      pattern.draw(into, at);
    },
    timing: () => untimed,
    close: () => patterns.clear(),
  };
}
