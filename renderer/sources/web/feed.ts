import { FEED_TAG, type FeedMessage } from "../../../electron/contract/feed";
import type { Feed, FeedLink } from "../kind";
import { pageAddress } from "./address";
import type { WebFed, WebSaid } from "./messages";
import type { WebSettings } from "./schema";

/** Orders the page from main; what it paints goes straight to the picture. */
export function webFeed({ from, address, file, width, height, fps, css, audible }: WebSettings, link: FeedLink): Feed {
  link.tell({ phase: "starting", problem: null });
  const page = from === "file" ? file : pageAddress(address);
  if (page === "") return { close: () => undefined };
  const { port1, port2 } = new MessageChannel();
  const message: FeedMessage = { tag: FEED_TAG, order: { to: "web-page", page, width, height, fps, css, audible } };
  window.postMessage(message, location.origin, [port1]);
  link.post({ frames: port2 } satisfies WebFed, [port2]);
  return {
    heard: (said) => link.tell(said as WebSaid),
    command(command) {
      if (command === "refresh") link.post("refresh" satisfies WebFed);
    },
    // The picture holds the port, and closes it with itself.
    close: () => undefined,
  };
}
