import type { Problem, ProblemCode } from "../../contract/problem";
import type { ProcessEnd } from "./fed-process";

/** What is known about a publisher that ended by itself. */
export interface Ending {
  readonly end: ProcessEnd;
  /** Had the server taken anything yet. */
  readonly connected: boolean;
  /** What it wrote to stderr, redacted. */
  readonly lines: readonly string[];
}

/** What is said of TLS; at "debug" ffmpeg also says of every connection that it has no whitelist. */
const TLS = /\[(tls|gnutls|openssl|schannel|securetransport) @ \w+\] (?!No default whitelist)|certificate (verify|failed)/i;

/** What a line says whenever it comes; the first match of the first pattern wins. */
const SAYINGS: readonly (readonly [RegExp, ProblemCode])[] = [
  [/Failed to resolve hostname/i, "host-unknown"],
  [/Incorrect passphrase|BADSECRET|Password required or unexpected|UNSECURE/i, "passphrase-refused"],
  [/Address already in use/i, "port-in-use"],
  [/Connection refused|Cannot assign requested address/i, "connection-refused"],
  [/Network is unreachable|No route to host|Host is down/i, "unreachable"],
  [/(Connection|Operation) timed out|ETIMEDOUT/i, "timed-out"],
  [TLS, "tls-failed"],
  [/Server error: .*(already publishing|badname|denied|unauthori[sz]ed|auth|stream ?key|not allowed)/i, "key-refused"],
  [/Server error: /i, "server-refused"],
];

/** How a connection that stood comes to its end on the way. */
const BROKEN = /Broken pipe|Connection reset|Connection timed out|Input\/output error|End of file|Error number -\d+/i;

/**
 * Why a publisher ended, from the words of ffmpeg 5.1 and libsrt 1.5 (fixtures of real runs beside the tests).
 * `subject` is the host or the destination's name.
 */
export function reasonOf({ end, connected, lines }: Ending, subject: string): Problem {
  if (end.failure !== null) {
    const code = end.failure.code === "ENOENT" ? "ffmpeg-missing" : "publisher-died";
    return { code, subject, detail: end.failure.message };
  }
  const detail = telling(lines);
  const problem = (code: ProblemCode): Problem => ({ code, subject, ...(detail === undefined ? {} : { detail }) });
  if (end.signal !== null) return problem("publisher-died");
  if (connected) {
    const refusal = sayingOf(lines.filter((line) => line.includes("Server error: ")));
    if (refusal !== null) return problem(refusal);
    return problem(lines.some((line) => BROKEN.test(line)) ? "connection-lost" : "publisher-died");
  }
  // TLS stood where RTMP began: what is said of it then, is how the connection ended
  const secured = lines.some((line) => line.startsWith("[rtmps @") && line.includes("Handshaking"));
  const saying = sayingOf(secured ? lines.filter((line) => !TLS.test(line)) : lines);
  if (saying !== null) return problem(saying);
  const text = lines.join("\n");
  // A server says no by hanging up: to the publish command it means the key, before that the application.
  if (text.includes("Sending publish command")) return problem("key-refused");
  if (/Handshaking|RTMP handshake/.test(text)) return problem("server-refused");
  // SRT without an answer: nobody there, or a firewall between
  if (/\[srt @.*Connection to .* failed/.test(text)) return problem("unreachable");
  return problem("publisher-died");
}

/** The Problem a single line speaks of while the publisher goes on, if it does: a caller refused by our listener. */
export function complaintOf(line: string, subject: string): Problem | null {
  return sayingOf([line]) === "passphrase-refused" ? { code: "passphrase-refused", subject } : null;
}

function sayingOf(lines: readonly string[]): ProblemCode | null {
  const text = lines.join("\n");
  return SAYINGS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** The line a person who knows ffmpeg would look at: the first that speaks of failure. */
function telling(lines: readonly string[]): string | undefined {
  const words = /fail|error|refused|reject|denied|cannot|unable|broken|reset|timed out|in use|unreachable/i;
  return lines.find((line) => words.test(line)) ?? lines.at(-1);
}
