import { expect, it } from "vitest";
import { recordingName } from "./recording-name";

const video = { width: 1280, height: 720, fps: 30 };
const at = new Date(2024, 4, 31, 7, 5, 9);

it.each([
  ["Tallylight {date} {time}", "Tallylight 2024-05-31 07-05-09"],
  ["{width}x{height}p{fps} {unknown}", "1280x720p30 {unknown}"],
  ["../../etc/passwd", "-..-etc-passwd"],
  ["a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"],
  ["tab\there\nline", "tab-here-line"],
  [" .hidden. . ", "hidden"],
  ["...", "Tallylight"],
  ["con", "_con"],
  ["LPT1.mine", "_LPT1.mine"],
  ["console", "console"],
  ["방송 {date}", "방송 2024-05-31"],
  ["x".repeat(120), "x".repeat(80)],
])("%j gives %j", (pattern, name) => {
  expect(recordingName(pattern, video, at)).toBe(name);
});
