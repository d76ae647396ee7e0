import type { Problem } from "../contract/problem";
import type { EngineStatus } from "../contract/status";
import type { Redactor } from "./redact";

/** A problem whose free text holds no known secret. */
export function redactProblem<P extends Problem | null>(problem: P, redactor: Redactor): P {
  if (problem === null) return problem;
  const { subject, detail } = problem;
  return {
    ...problem,
    ...(subject !== undefined && { subject: redactor.redact(subject) }),
    ...(detail !== undefined && { detail: redactor.redact(detail) }),
  };
}

/** A status whose problems hold no known secret. */
export function redactStatus(status: EngineStatus, redactor: Redactor): EngineStatus {
  const clean = <T extends { problem: Problem | null }>(part: T): T => ({
    ...part,
    problem: redactProblem(part.problem, redactor),
  });
  return {
    ...status,
    encoder: clean(status.encoder),
    destinations: status.destinations.map(clean),
    recordings: status.recordings.map(clean),
    replay: clean(status.replay),
  };
}
