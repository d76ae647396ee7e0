import type { Layer } from "../../stage/layer";
import { type Curve, Grader } from "../grading";
import type { Correction } from "../kernels";
import type { FilterTools, VideoFilter } from "../kind";
import { Straight } from "../straight";
import { filterKernels } from "../wasm-kernels";
import type { ColourCorrectionSettings } from "./schema";

/** A setting around 0 as a factor: n more is times n + 1, n less divided by it. */
const factor = (setting: number): number => (setting < 0 ? 1 / (1 - setting) : 1 + setting);

/** What contrast, brightness, saturation and hue come to: luma by a line, chroma turned and stretched. */
function correctionOf({ contrast, brightness, saturation, hue }: ColourCorrectionSettings): Correction {
  const gain = factor(contrast);
  const stretch = gain * (1 + saturation) * 1024;
  const along = Math.round(stretch * Math.cos((hue * Math.PI) / 180));
  const across = Math.round(stretch * Math.sin((hue * Math.PI) / 180));
  return {
    gain: Math.round(4096 * gain),
    // The middle grey stays where it is by contrast.
    offset: Math.round(4096 * 219 * (0.5 - 0.5 * gain + brightness)),
    ...{ uu: along, uv: -across, vu: across, vv: along },
  };
}

/** What gamma does to each channel, and contrast and brightness after it. */
function curveOf({ gamma, contrast, brightness }: ColourCorrectionSettings): Curve {
  const exponent = 1 / factor(gamma);
  const gain = factor(contrast);
  return (value) => gain * (value ** exponent - 0.5) + 0.5 + brightness;
}

/** Without gamma all of it is one step in Y'CbCr; with it, R'G'B' goes through a curve first. */
export function colourCorrection(settings: ColourCorrectionSettings, tools: FilterTools): VideoFilter {
  const kernels = filterKernels(tools.compiled);
  const { gamma, contrast, brightness, saturation, hue, opacity } = settings;
  const straight = new Straight(kernels, tools, opacity);
  const curve = curveOf(settings);
  const grader = gamma === 0 ? null : new Grader(kernels, tools, [curve, curve, curve], null);
  const correction = correctionOf(grader === null ? settings : { ...settings, contrast: 0, brightness: 0 });
  const plain = saturation === 0 && hue === 0 && (grader !== null || (contrast === 0 && brightness === 0));

  const change = (source: Layer, target: Layer): void => {
    grader?.run(source, target);
    if (grader === null || !plain) kernels.correct(grader === null ? source : target, target, correction);
  };
  return {
    apply: (source) => (plain && grader === null && opacity === 1 ? source : straight.apply(source, change)),
    close() {
      straight.close();
      grader?.close();
    },
  };
}
