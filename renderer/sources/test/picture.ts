import { even, type Size } from "../../stage/fit";
import type { Layer, OwnedLayer } from "../../stage/layer";
import { type Planes, planesIn } from "../../stage/planes";
import { type Picture, type PictureTools, type Timing, untimed } from "../picture";
import { createTestPattern, type TestPattern } from "./pattern";

/** The test pattern, canvas-sized: new at every millisecond, drawn for the moment it is asked for. */
export class TestPicture implements Picture {
  private drawn: { layer: OwnedLayer; planes: Planes; pattern: TestPattern } | null = null;

  constructor(private readonly tools: PictureTools) {}

  version(at: number): number {
    return at;
  }

  size(): Size {
    const { width, height } = this.tools.canvas();
    return { width: even(width), height: even(height) };
  }

  render(at: number): Layer {
    const { width, height } = this.size();
    if (this.drawn?.layer.width !== width || this.drawn.layer.height !== height) {
      this.close();
      const layer = this.tools.allocate(width, height, false);
      const planes = planesIn(this.tools.memory.subarray(layer.y), width, height);
      this.drawn = { layer, planes, pattern: createTestPattern(width, height) };
    }
    this.drawn.pattern.draw(this.drawn.planes, at);
    return this.drawn.layer;
  }

  timing(): Timing {
    return untimed;
  }

  close(): void {
    this.drawn?.layer.free();
    this.drawn = null;
  }
}
