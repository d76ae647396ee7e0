import type { SourceKind } from "../kind";
import { mediaFeed } from "./feed";
import { mediaPicture } from "./picture";
import { MediaSettings } from "./schema";

/** What people look for; ffmpeg reads more, which can be chosen among all files. */
const EXTENSIONS = [
  ...["mp4", "mov", "mkv", "webm", "avi", "ts", "m4v", "mpg", "mpeg", "flv", "wmv", "mxf", "gif"],
  ...["mp3", "wav", "flac", "m4a", "aac", "ogg", "oga", "opus", "wma", "aiff"],
];

export const media: SourceKind<MediaSettings> = {
  kind: "media",
  name: "Video or music",
  icon: "media",
  settings: MediaSettings,
  fields: [
    {
      type: "choice",
      key: "from",
      label: "Play from",
      options: [
        { value: "file", label: "A file" },
        { value: "address", label: "An address" },
      ],
    },
    { type: "file", key: "file", label: "File", extensions: EXTENSIONS, when: ({ from }) => from !== "address" },
    { type: "text", key: "address", label: "Address", placeholder: "https://", when: ({ from }) => from === "address" },
    { type: "switch", key: "loop", label: "Loop" },
    { type: "switch", key: "hideWhenEnded", label: "Hide when it has ended", when: ({ loop }) => loop !== true },
    { type: "switch", key: "restartWhenShown", label: "Play from the beginning when it comes on" },
  ],
  placed: "fill",
  sounds: true,
  picture: mediaPicture,
  feed: mediaFeed,
};
