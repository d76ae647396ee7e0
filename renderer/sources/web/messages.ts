import type { FeedLink } from "../kind";

/** From the feed to the picture: the port of contract/web-page.ts; or the page is to be loaded again. */
export type WebFed = { readonly frames: MessagePort } | "refresh";

/** From the picture to the feed: how the page is. */
export type WebSaid = Parameters<FeedLink["tell"]>[0];
