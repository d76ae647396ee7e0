import type { Layer } from "../../stage/layer";
import type { FilterTools, VideoFilter } from "../kind";
import { planesOf } from "../planes";
import { Result } from "../result";
import { PlaneScaling } from "./plane-scaling";
import type { ScalingSettings } from "./schema";

/** Gives a source another resolution. */
export function scaling({ width, height, method }: ScalingSettings, tools: FilterTools): VideoFilter {
  const result = new Result(tools);
  let scalers: { readonly luma: PlaneScaling; readonly chroma: PlaneScaling } | null = null;

  function close(): void {
    scalers?.luma.close();
    scalers?.chroma.close();
    scalers = null;
  }

  return {
    size: () => ({ width, height }),
    apply(source: Layer) {
      if (source.width === width && source.height === height) return source;
      const target = planesOf(result.of(width, height, source.a !== null));
      const from = planesOf(source);
      if (scalers !== null && !scalers.luma.fits(from.y)) close();
      scalers ??= {
        luma: new PlaneScaling(tools, method, from.y, target.y),
        chroma: new PlaneScaling(tools, method, from.u, target.u),
      };
      scalers.luma.run(from.y, target.y);
      scalers.chroma.run(from.u, target.u);
      scalers.chroma.run(from.v, target.v);
      if (from.a !== null && target.a !== null) scalers.luma.run(from.a, target.a);
      return result.of(width, height, source.a !== null);
    },
    close() {
      close();
      result.close();
    },
  };
}
