import type { Problem, ProblemCode } from "../../contract/problem";

/** What ffmpeg's words about an input mean; the first match of the first pattern wins. */
const SAYINGS: readonly (readonly [RegExp, ProblemCode])[] = [
  [/No such file or directory|Server returned 404/i, "file-missing"],
  [/Permission denied|Server returned 40[13]/i, "file-unreadable"],
  [/Failed to resolve hostname/i, "host-unknown"],
  [/Connection refused/i, "connection-refused"],
  [/Network is unreachable|No route to host/i, "unreachable"],
  [/(Connection|Operation) timed out/i, "timed-out"],
  [/Unknown decoder|Decoder .*not found|No such filter/i, "ffmpeg-lacks-feature"],
];

/** Why a file or address gave nothing, from what ffmpeg wrote. */
export function unreadable(lines: readonly string[], name: string): Problem {
  const text = lines.join("\n");
  const code = SAYINGS.find(([pattern]) => pattern.test(text))?.[1] ?? "media-unreadable";
  const telling = lines.filter((line) => /invalid|error|fail|not found|unknown|no such|denied|refused|timed out/i.test(line));
  const detail = telling.at(-1) ?? lines.at(-1);
  const decoder = /Unknown decoder '([^']+)'/.exec(text)?.[1];
  const subject = code === "ffmpeg-lacks-feature" ? (decoder ?? "a decoder") : name;
  return { code, subject, ...(detail === undefined ? {} : { detail }) };
}
