import { explain } from "../../../electron/contract/words";
import type { SourceState } from "../../sources/kind";

/** Whether a source shows nothing though it should. */
export function isFailing(state: SourceState | undefined): boolean {
  return state?.phase === "lost" || state?.phase === "failed";
}

/** How a source is, in words. */
export function stateText({ phase, problem, width, height, fps }: SourceState): string {
  if (phase === "starting") return "Starting…";
  if (phase === "showing") return width === 0 ? "In the picture" : `${width}×${height}${fps > 0 ? ` · ${Math.round(fps)} fps` : ""}`;
  if (problem !== null) return explain(problem).what;
  return phase === "lost" ? "Lost" : "Failed";
}

/** What is wrong with a source and what can be done, in words; null while all is well. */
export function troubleOf(name: string, state: SourceState | undefined): { what: string; todo: string } | null {
  if (state === undefined || !isFailing(state)) return null;
  return state.problem === null ? { what: `${name} gives no picture.`, todo: "" } : explain(state.problem);
}
