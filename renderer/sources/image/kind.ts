import type { SourceKind } from "../kind";
import { IMAGE_EXTENSIONS } from "./decoding";
import { imageFeed } from "./feed";
import { imagePicture } from "./picture";
import { ImageSettings } from "./schema";

export const image: SourceKind<ImageSettings> = {
  kind: "image",
  name: "Image",
  icon: "image",
  settings: ImageSettings,
  fields: [{ type: "file", key: "file", label: "File", extensions: IMAGE_EXTENSIONS }],
  placed: "natural",
  picture: imagePicture,
  feed: imageFeed,
};
