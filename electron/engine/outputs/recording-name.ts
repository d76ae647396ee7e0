import type { VideoFormat } from "../../contract/video";

/** Names Windows keeps for devices, with or without an extension. */
const DEVICES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
/** Characters; ext4 and others allow 255 bytes, the extension and a number must fit, too. */
const LONGEST = 80;

/**
 * The file name (without extension) that a pattern gives: {date} as 2024-05-31, {time} as 23-59-01 (local time),
 * {width}, {height} and {fps} filled in, and made fit for Windows, macOS and Linux alike. Unknown braces stay.
 */
export function recordingName(pattern: string, video: VideoFormat, at: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const values: Record<string, string> = {
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join("-"),
    width: String(video.width),
    height: String(video.height),
    fps: String(video.fps),
  };
  const filled = pattern.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const safe = [...filled]
    .map((character) => (/[<>:"/\\|?*]/.test(character) || character < " " || character === "\x7f" ? "-" : character))
    .slice(0, LONGEST)
    .join("")
    .trim()
    .replace(/^\.+/, "")
    .replace(/[. ]+$/, "")
    .trim();
  if (safe === "") return "Tallylight";
  return DEVICES.test(safe) ? `_${safe}` : safe;
}
