import type { SourceKind } from "../kind";
import { trackFeed } from "../track/feed";
import { TrackPicture } from "../track/picture";
import { ScreenSettings } from "./schema";

export const screen: SourceKind<ScreenSettings> = {
  kind: "screen",
  name: "Screen",
  icon: "screen",
  settings: ScreenSettings,
  fields: [{ type: "device", device: "screen", key: "sourceId", labelKey: "label", label: "Screen" }],
  placed: "fill",
  picture: (_settings, tools) => new TrackPicture(tools),
  feed: (settings, link) => trackFeed({ kind: "screen", ...settings }, link),
};
