import type { ViewerNumbers } from "./viewer-numbers";

const UNKNOWN = "–";

/** The numbers as short words with units, of steady width. */
export function figures({ behind, width, height, fps, bitrate, codecs }: ViewerNumbers): Record<Figure, string> {
  return {
    behind: behind === null ? UNKNOWN : `${behind.toFixed(1)} s`,
    picture: width === null || height === null ? UNKNOWN : `${width}×${height}`,
    fps: fps === null ? UNKNOWN : `${fps.toFixed(1)} fps`,
    bitrate: bitrate === null ? UNKNOWN : bitrateText(bitrate),
    codecs: codecs.length === 0 ? UNKNOWN : codecs.join(" + "),
  };
}

export type Figure = "behind" | "picture" | "fps" | "bitrate" | "codecs";

function bitrateText(kilobits: number): string {
  return kilobits < 1000 ? `${kilobits.toFixed(0)} kb/s` : `${(kilobits / 1000).toFixed(2)} Mb/s`;
}
