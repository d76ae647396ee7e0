import type { SourceKind } from "../kind";
import { trackFeed } from "../track/feed";
import { TrackPicture } from "../track/picture";
import { CameraSettings } from "./schema";

export const camera: SourceKind<CameraSettings> = {
  kind: "camera",
  name: "Camera",
  icon: "camera",
  settings: CameraSettings,
  fields: [{ type: "device", device: "camera", key: "deviceId", labelKey: "label", label: "Camera" }],
  placed: "fill",
  picture: (_settings, tools) => new TrackPicture(tools),
  feed: (settings, link) => trackFeed({ kind: "camera", ...settings }, link),
};
