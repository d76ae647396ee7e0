import { TICKS, type StreamFormat } from "../bus/unit";
import { type Part, positionAfter } from "./part";
import { LONGEST_SEGMENT, partTicks } from "./segmenter";

/** Names of what the playlists point at, relative to themselves. */
export const MEDIA_PLAYLIST = "stream.m3u8";
export const segmentName = (segment: number): string => `${segment}.ts`;
export const partName = (segment: number, index: number): string => `${segment}.${index}.ts`;

/** Segments whose parts are still listed: only players close to live want parts. */
const WITH_PARTS = 3;

/**
 * The media playlist with partial segments (RFC 8216bis, 4.4.3 and 4.4.4).
 * @param parts in order, beginning with a segment's first; at least one.
 * @param fps frame rate, from which the part target follows.
 * @param ended no part will follow.
 */
export function mediaPlaylist(parts: readonly Part[], fps: number, ended: boolean): string {
  const segments = bySegment(parts);
  const target = partTicks(fps);
  const first = parts[0];
  const newest = parts.at(-1);
  const lines = [
    "#EXTM3U",
    "#EXT-X-VERSION:9",
    `#EXT-X-TARGETDURATION:${LONGEST_SEGMENT}`,
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${seconds(3 * target)}`,
    `#EXT-X-PART-INF:PART-TARGET=${seconds(target)}`,
    `#EXT-X-MEDIA-SEQUENCE:${first?.segment ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${first?.epoch ?? 0}`,
  ];
  let epoch = first?.epoch;
  segments.forEach((segment, place) => {
    const head = segment[0];
    if (head === undefined) return;
    if (head.epoch !== epoch) lines.push("#EXT-X-DISCONTINUITY");
    epoch = head.epoch;
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(head.takenAt).toISOString()}`);
    if (place >= segments.length - WITH_PARTS) lines.push(...segment.map(partLine));
    if (segment.at(-1)?.last !== true) return;
    const duration = segment.reduce((sum, p) => sum + p.duration, 0);
    lines.push(`#EXTINF:${seconds(duration)},`, segmentName(head.segment));
  });
  if (ended) lines.push("#EXT-X-ENDLIST");
  else if (newest !== undefined) {
    const next = positionAfter(newest);
    lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${partName(next.segment, next.index)}"`);
  }
  return lines.join("\n") + "\n";
}

/** The multivariant playlist: one variant, `bandwidth` being its peak in bit/s (RFC 8216bis, 4.4.6.2). */
export function masterPlaylist(format: StreamFormat, bandwidth: number): string {
  const { videoCodec, audioCodec, width, height, fps } = format;
  const attributes = [
    `BANDWIDTH=${Math.max(1, Math.ceil(bandwidth))}`,
    `CODECS="${videoCodec},${audioCodec}"`,
    `RESOLUTION=${width}x${height}`,
    `FRAME-RATE=${fps.toFixed(3)}`,
  ];
  return `#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-STREAM-INF:${attributes.join(",")}\n${MEDIA_PLAYLIST}\n`;
}

/** Bit rate of the largest whole segment, bit/s; 0 when there is none. */
export function peakBandwidth(parts: readonly Part[]): number {
  const rates = bySegment(parts)
    .filter((segment) => segment.at(-1)?.last === true)
    .map((segment) => {
      const size = segment.reduce((sum, p) => sum + p.size, 0);
      const duration = segment.reduce((sum, p) => sum + p.duration, 0);
      return (size * 8 * TICKS) / duration;
    });
  return Math.max(0, ...rates);
}

function partLine(part: Part): string {
  const independent = part.independent ? ",INDEPENDENT=YES" : "";
  return `#EXT-X-PART:DURATION=${seconds(part.duration)},URI="${partName(part.segment, part.index)}"${independent}`;
}

function bySegment(parts: readonly Part[]): Part[][] {
  const segments: Part[][] = [];
  for (const part of parts) {
    const open = segments.at(-1);
    if (open?.[0]?.segment === part.segment) open.push(part);
    else segments.push([part]);
  }
  return segments;
}

/** Ticks as decimal seconds; five digits keep a part below its target and a sum of parts equal to the segment. */
function seconds(ticks: number): string {
  return (ticks / TICKS).toFixed(5);
}
