import type { SourceKind } from "../kind";
import { trackFeed } from "../track/feed";
import { TrackPicture } from "../track/picture";
import { WindowSettings } from "./schema";

export const windowCapture: SourceKind<WindowSettings> = {
  kind: "window",
  name: "Window",
  icon: "window",
  settings: WindowSettings,
  fields: [{ type: "device", device: "window", key: "sourceId", labelKey: "label", label: "Window" }],
  placed: "fill",
  picture: (_settings, tools) => new TrackPicture(tools),
  feed: (settings, link) => trackFeed({ kind: "window", ...settings }, link),
};
