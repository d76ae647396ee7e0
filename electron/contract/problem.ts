import { z } from "zod";

/**
 * Everything that can go wrong and that a person should hear about. Code below the user interface raises a
 * code with its subject; only `explain` (words.ts) turns it into sentences, for the window and the command line alike.
 */
export const ProblemCode = z.enum([
  // ffmpeg itself
  "ffmpeg-missing",
  "ffmpeg-too-old",
  "ffmpeg-lacks-feature",
  // settings refused before going live
  "size-odd",
  "size-out-of-range",
  "rate-out-of-range",
  "bitrate-out-of-range",
  "encoder-unavailable",
  "encoder-settings-refused",
  "no-output",
  "locked-while-encoding",
  // encoder while running
  "encoder-died",
  "encoder-overloaded",
  // destinations
  "url-invalid",
  "scheme-unknown",
  "key-missing",
  "passphrase-length",
  "host-unknown",
  "connection-refused",
  "unreachable",
  "timed-out",
  "key-refused",
  "server-refused",
  "tls-failed",
  "passphrase-refused",
  "port-in-use",
  "connection-lost",
  "not-delivering",
  "publisher-died",
  // recording
  "folder-missing",
  "folder-read-only",
  "disk-full",
  "disk-low",
  "disk-reserve",
  "recording-failed",
  "recording-gap",
  "recording-unfinished",
  "recording-found",
  "replay-empty",
  "replay-failed",
  // sources
  "permission-denied",
  "no-camera",
  "no-microphone",
  "no-screen",
  "device-lost",
  "device-busy",
  "desktop-audio-unsupported",
  "window-gone",
  "screen-gone",
  "media-unreadable",
  "media-address",
  "media-credentials",
  "media-died",
  "file-missing",
  "file-unreadable",
  "file-too-large",
  "file-refused",
  "image-unreadable",
  "lut-unreadable",
  "address-invalid",
  "page-unreachable",
  "page-crashed",
  // the program
  "stage-silent",
  "engine-died",
  "window-crashed",
  "settings-corrupt",
  "collection-corrupt",
  "collection-missing",
  "collection-exists",
  "collection-last",
  "hotkey-taken",
  "keys-in-plain-text",
  "internal",
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** A typed error for people. `subject` names what it happened to, `detail` is the redacted technical line, if any. */
export const Problem = z.object({
  code: ProblemCode,
  subject: z.string().optional(),
  detail: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** A Problem as an exception, for the places where control flow has to be left. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.subject === undefined ? problem.code : `${problem.code}: ${problem.subject}`);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** The Problem inside anything thrown; what is not ours becomes "internal" with its message as detail. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  return { code: "internal", detail: thrown instanceof Error ? thrown.message : String(thrown) };
}
