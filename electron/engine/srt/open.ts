import { openCaller } from "./caller";
import { openListener } from "./listener";
import type { SrtRelay, SrtTarget } from "./relay";

/**
 * The relay for one connection. Rejects with a ProblemError: "host-unknown", "unreachable", "port-in-use",
 * "connection-refused" or "publisher-died".
 */
export function openRelay(target: SrtTarget): Promise<SrtRelay> {
  return target.mode === "caller" ? openCaller(target) : openListener(target);
}
