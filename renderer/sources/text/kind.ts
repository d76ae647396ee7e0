import type { SourceKind } from "../kind";
import { textFeed } from "./feed";
import { textPicture } from "./picture";
import { TextSettings } from "./schema";

export const text: SourceKind<TextSettings> = {
  kind: "text",
  name: "Text",
  icon: "text",
  settings: TextSettings,
  fields: [
    {
      type: "choice",
      key: "from",
      label: "Text from",
      options: [
        { value: "typed", label: "Here" },
        { value: "file", label: "A file" },
      ],
    },
    { type: "text", key: "text", label: "Text", lines: 3, when: ({ from }) => from !== "file" },
    { type: "file", key: "file", label: "File", extensions: ["txt", "md", "log", "csv", "json"], when: ({ from }) => from === "file" },
    { type: "font", key: "font", label: "Font" },
    { type: "figure", key: "size", label: "Size", min: 6, max: 500, step: 1, unit: "px" },
    { type: "switch", key: "bold", label: "Bold" },
    { type: "switch", key: "italic", label: "Italic" },
    { type: "colour", key: "colour", label: "Colour", alpha: true },
    {
      type: "choice",
      key: "align",
      label: "Alignment",
      options: [
        { value: "left", label: "Left" },
        { value: "centre", label: "Centre" },
        { value: "right", label: "Right" },
      ],
    },
    { type: "switch", key: "wrap", label: "Wrap lines" },
    { type: "figure", key: "width", label: "Line width", min: 16, max: 4096, step: 1, unit: "px", when: ({ wrap }) => wrap === true },
    { type: "figure", key: "outline", label: "Outline", min: 0, max: 50, step: 1, unit: "px", slider: true },
    { type: "colour", key: "outlineColour", label: "Outline colour", alpha: true, when: ({ outline }) => outline !== 0 },
    { type: "switch", key: "background", label: "Background" },
    { type: "colour", key: "backgroundColour", label: "Background colour", alpha: true, when: ({ background }) => background === true },
    { type: "figure", key: "padding", label: "Padding", min: 0, max: 200, step: 1, unit: "px", when: ({ background }) => background === true },
  ],
  placed: "natural",
  picture: textPicture,
  feed: textFeed,
};
