import type { Bridge, CallName, CallReply, CallRequest } from "../../electron/contract/channels";
import { problemOf, type Problem } from "../../electron/contract/problem";

declare global {
  interface Window {
    readonly tallylight: Bridge;
  }
}

/** Asks main. Rejects only when main refused the request itself, which is a fault of ours. */
export function call<N extends CallName>(name: N, request: CallRequest<N>): Promise<CallReply<N>> {
  return window.tallylight.call(name, request);
}

/** The calls that answer null or the Problem that refused them. */
type Deed = { [N in CallName]: CallReply<N> extends Problem | null ? (null extends CallReply<N> ? N : never) : never }[CallName];

/** Asks main to do something; the Problem when it was refused or could not be asked, null when it is done. */
export async function attempt<N extends Deed>(name: N, request: CallRequest<N>): Promise<Problem | null> {
  try {
    return await window.tallylight.call(name, request);
  } catch (thrown) {
    return problemOf(thrown);
  }
}
