import { IMAGE_EXTENSIONS } from "../../sources/image/decoding";
import type { FilterKind } from "../kind";
import { imageMask as filter } from "./image-mask";
import { ImageMaskSettings } from "./schema";

export const imageMask: FilterKind<ImageMaskSettings> = {
  kind: "image-mask",
  name: "Image mask",
  settings: ImageMaskSettings,
  fields: [
    { type: "file", key: "file", label: "Image", extensions: IMAGE_EXTENSIONS },
    {
      type: "choice",
      key: "channel",
      label: "Show by",
      options: [
        { value: "alpha", label: "Alpha" },
        { value: "luma", label: "Brightness" },
      ],
    },
    { type: "switch", key: "inverted", label: "Invert" },
    { type: "switch", key: "stretched", label: "Stretch to the source" },
  ],
  files: ({ file }) => (file === "" ? [] : [file]),
  filter: (settings, tools) => filter(settings, tools),
};
