import type { Problem } from "../../../electron/contract/problem";

/** From the feed to the picture: what is in the file now. */
export interface ImageFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** From the picture to the feed: it is shown, or why not. */
export interface ImageSaid {
  readonly problem: Problem | null;
}
