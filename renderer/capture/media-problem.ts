import type { Problem, ProblemCode } from "../../electron/contract/problem";

/** What kind of thing was being opened: says which Problem an error of getUserMedia means. */
export type MediaKind = "camera" | "microphone" | "screen" | "window" | "desktop";

const missing: Record<MediaKind, ProblemCode> = {
  camera: "no-camera",
  microphone: "no-microphone",
  screen: "no-screen",
  window: "window-gone",
  desktop: "desktop-audio-unsupported",
};

const gone: Record<MediaKind, ProblemCode> = {
  camera: "device-lost",
  microphone: "device-lost",
  screen: "screen-gone",
  window: "window-gone",
  desktop: "device-lost",
};

/** What is said when a source that was there has gone; its `label` may be empty. */
export function goneProblem(kind: MediaKind, label: string): Problem {
  return { code: gone[kind], ...(label === "" ? {} : { subject: label }) };
}

/**
 * The Problem behind a rejection of getUserMedia or getDisplayMedia (Media Capture and Streams, 10.2.3). `label`
 * names the device or window it happened to.
 */
export function mediaProblem(thrown: unknown, kind: MediaKind, label: string): Problem {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : "";
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const detail = name === "" ? message : `${name}: ${message}`;
  const problem = (code: ProblemCode): Problem => ({ code, ...(label === "" ? {} : { subject: label }), detail });
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return problem("permission-denied");
    case "NotFoundError":
      return problem(missing[kind]);
    case "OverconstrainedError":
      return problem(gone[kind]);
    case "NotReadableError":
    case "AbortError":
      // A device that exists but will not open is in use elsewhere; a picture that will not open has no such rival.
      return problem(kind === "camera" || kind === "microphone" ? "device-busy" : missing[kind]);
    case "NotSupportedError":
      return problem(kind === "desktop" ? "desktop-audio-unsupported" : "internal");
    default:
      return problem("internal");
  }
}
