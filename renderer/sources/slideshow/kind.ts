import { IMAGE_EXTENSIONS } from "../image/decoding";
import type { SourceKind } from "../kind";
import { slideshowFeed } from "./feed";
import { slideshowPicture } from "./picture";
import { SlideshowSettings } from "./schema";

export const slideshow: SourceKind<SlideshowSettings> = {
  kind: "slideshow",
  name: "Slideshow",
  icon: "slideshow",
  settings: SlideshowSettings,
  fields: [
    { type: "files", key: "files", label: "Images", extensions: IMAGE_EXTENSIONS },
    { type: "figure", key: "interval", label: "Each for", min: 0.5, max: 3600, step: 0.5, unit: "s" },
    {
      type: "choice",
      key: "transition",
      label: "Transition",
      options: [
        { value: "fade", label: "Fade" },
        { value: "cut", label: "Cut" },
      ],
    },
    { type: "figure", key: "fade", label: "Fade for", min: 50, max: 5000, step: 50, unit: "ms", when: ({ transition }) => transition === "fade" },
    {
      type: "choice",
      key: "order",
      label: "Order",
      options: [
        { value: "loop", label: "In order, over and over" },
        { value: "once", label: "In order, once" },
        { value: "random", label: "Random" },
      ],
    },
  ],
  placed: "fill",
  picture: slideshowPicture,
  feed: slideshowFeed,
};
