import type { SourceKind } from "../kind";
import { webFeed } from "./feed";
import { webPicture } from "./picture";
import { WebSettings } from "./schema";

export const web: SourceKind<WebSettings> = {
  kind: "web",
  name: "Web page",
  icon: "web",
  settings: WebSettings,
  fields: [
    {
      type: "choice",
      key: "from",
      label: "Page from",
      options: [
        { value: "address", label: "An address" },
        { value: "file", label: "A file" },
      ],
    },
    { type: "text", key: "address", label: "Address", placeholder: "https://", when: ({ from }) => from !== "file" },
    { type: "file", key: "file", label: "File", extensions: ["html", "htm"], when: ({ from }) => from === "file" },
    { type: "figure", key: "width", label: "Width", min: 16, max: 3840, step: 1, unit: "px" },
    { type: "figure", key: "height", label: "Height", min: 16, max: 2160, step: 1, unit: "px" },
    { type: "figure", key: "fps", label: "Frame rate", min: 1, max: 60, step: 1, unit: "fps" },
    { type: "text", key: "css", label: "Custom CSS", lines: 4 },
    { type: "switch", key: "audible", label: "Play its sound here" },
    { type: "action", label: "Refresh", command: "refresh" },
  ],
  placed: "natural",
  picture: webPicture,
  feed: webFeed,
};
