import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type MessagePortMain } from "electron";
import { CALL_CHANNEL, type CallAnswer, type CallName, type CallReply, type CallRequest, calls, PORTS_CHANNEL } from "../contract/channels";
import { FEED_CHANNEL, FeedOrder, feedPorts } from "../contract/feed";
import { PAGE_ORIGIN } from "./page";

/** What main does for each call of the contract; a call without a handler does not compile. */
export type CallHandlers = {
  [N in CallName]: (request: CallRequest<N>) => CallReply<N> | Promise<CallReply<N>>;
};

/**
 * Answers the page's calls. Each request is validated; only the main frame of our own page is heard. What goes wrong
 * here goes to `report`; the page learns only that it failed, since messages and stacks may hold paths or worse.
 */
export function answerCalls(handlers: CallHandlers, report: (text: string) => void): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, request: unknown): Promise<CallAnswer> => {
    if (!fromOurPage(event)) return { failed: "refused" };
    if (typeof name !== "string" || !Object.hasOwn(calls, name)) return { failed: "unknown call" };
    const parsed = calls[name as CallName].request.safeParse(request);
    if (!parsed.success) {
      // Paths and expectations only: zod's messages do not repeat the values.
      const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
      report(`call ${name} with an invalid request: ${issues.join("; ")}`);
      return { failed: `${name}: invalid request` };
    }
    const handle = handlers[name as CallName] as (request: unknown) => unknown;
    try {
      return { reply: await handle(parsed.data) };
    } catch (thrown) {
      report(`call ${name} failed: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
      return { failed: `${name} failed` };
    }
  });
}

/** Hands the page's two data ports [stage, mixer] over, each time it posts new ones. */
export function receivePorts(take: (ports: MessagePortMain[]) => void): void {
  ipcMain.on(PORTS_CHANNEL, (event) => {
    if (fromOurPage(event) && event.ports.length === 2) take(event.ports);
  });
}

/** Who makes the feeds of each kind of order; the ports are theirs, and the first one closing ends the feed. */
export type FeedMakers = {
  [T in FeedOrder["to"]]: (order: Extract<FeedOrder, { to: T }>, ports: MessagePortMain[]) => void;
};

/** Hands the page's orders of feeds (contract/feed.ts), validated, with their ports to their makers. */
export function receiveFeeds(makers: FeedMakers): void {
  ipcMain.on(FEED_CHANNEL, (event, order: unknown) => {
    const parsed = FeedOrder.safeParse(order);
    if (!fromOurPage(event) || !parsed.success || event.ports.length !== feedPorts[parsed.data.to]) return;
    const make = makers[parsed.data.to] as (order: FeedOrder, ports: MessagePortMain[]) => void;
    make(parsed.data, event.ports);
  });
}

function fromOurPage(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.url.startsWith(`${PAGE_ORIGIN}/`);
}
