import { contextBridge, ipcRenderer } from "electron";
import { z } from "zod";
import {
  type Bridge,
  CALL_CHANNEL,
  type CallAnswer,
  calls,
  NOTICE_CHANNEL,
  notices,
  PORTS_CHANNEL,
  PORTS_TAG,
} from "../contract/channels";
import { FEED_CHANNEL, FeedMessage, feedPorts } from "../contract/feed";

// The page's policy forbids eval; without this zod would try it and leave a violation in the console.
z.config({ jitless: true });

type Listener = (notice: unknown) => void;
const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on(NOTICE_CHANNEL, (_event, name: unknown, notice: unknown) => {
  if (typeof name !== "string" || !Object.hasOwn(notices, name)) return;
  const parsed = notices[name as keyof typeof notices].parse(notice);
  for (const listener of listeners.get(name) ?? []) listener(parsed);
});

const bridge: Bridge = {
  async call(name, request) {
    const answer = (await ipcRenderer.invoke(CALL_CHANNEL, name, request)) as CallAnswer;
    if ("failed" in answer) throw new Error(answer.failed);
    return calls[name].reply.parse(answer.reply) as never;
  },
  on(name, listener) {
    const own = listeners.get(name) ?? new Set();
    listeners.set(name, own);
    // A wrapper of its own, so that the same function given twice is two listeners.
    const entry: Listener = (notice) => listener(notice as never);
    own.add(entry);
    return () => void own.delete(entry);
  },
};

contextBridge.exposeInMainWorld("tallylight", bridge);

window.addEventListener("message", (event) => {
  if (event.source !== window || event.ports.length === 0) return;
  if (event.data === PORTS_TAG) {
    if (event.ports.length === 2) ipcRenderer.postMessage(PORTS_CHANNEL, null, [...event.ports]);
    return;
  }
  const feed = FeedMessage.safeParse(event.data);
  if (!feed.success || event.ports.length !== feedPorts[feed.data.order.to]) return;
  ipcRenderer.postMessage(FEED_CHANNEL, feed.data.order, [...event.ports]);
});
