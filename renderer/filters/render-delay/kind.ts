import type { FilterKind } from "../kind";
import { renderDelay as filter } from "./render-delay";
import { RenderDelaySettings } from "./schema";

export const renderDelay: FilterKind<RenderDelaySettings> = {
  kind: "render-delay",
  name: "Render delay",
  settings: RenderDelaySettings,
  fields: [{ type: "figure", key: "delay", label: "Delay", min: 0, max: 500, step: 1, unit: "ms", slider: true }],
  filter,
};
