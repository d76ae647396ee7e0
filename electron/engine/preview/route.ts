import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** The only web page that may read the stream from another origin: our own window. */
const WINDOW_ORIGIN = "app://tallylight";

/** What can be asked for. There is nothing else: no path ever reaches a file system. */
export type Resource =
  | { readonly kind: "master" }
  | { readonly kind: "page" }
  | { readonly kind: "player" }
  | { readonly kind: "playlist"; readonly wait: BlockingReload | null }
  | { readonly kind: "segment"; readonly segment: number }
  | { readonly kind: "part"; readonly segment: number; readonly index: number };

/** Delivery directives of RFC 8216bis, 6.2.5: answer when this part, or the whole segment, is there. */
export interface BlockingReload {
  readonly segment: number;
  readonly index: number | null;
}

export interface Question {
  readonly method: string;
  /** Request target as it came over the wire. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** What lets a question in: the port it must have been sent to and the path that only we have told. */
export interface Door {
  readonly port: number;
  readonly token: string;
}

export type Route =
  | { readonly status: 200; readonly resource: Resource }
  | { readonly status: 204 }
  | { readonly status: 400 | 403 | 404 | 405 };

export const MASTER_PLAYLIST = "live.m3u8";
export const PLAYER_SCRIPT = "player.js";

const MEDIA = /^(\d{1,9})(?:\.(\d{1,4}))?\.ts$/;
const NUMBER = /^\d{1,9}$/;

/**
 * Decides what a request gets. A foreign Host is refused, since a page elsewhere could have its own name point to
 * 127.0.0.1 (DNS rebinding); a wrong token looks the same as an unknown path.
 */
export function route(door: Door, { method, target, headers }: Question): Route {
  if (headers.host !== `127.0.0.1:${door.port}` && headers.host !== `localhost:${door.port}`) return { status: 403 };
  const [path = "", query = ""] = split(target, "?");
  const [token, name] = split(path.slice(1), "/");
  if (!path.startsWith("/") || !same(token, door.token) || name === undefined) return { status: 404 };
  if (method === "OPTIONS") return { status: 204 };
  if (method !== "GET" && method !== "HEAD") return { status: 405 };
  if (name === MASTER_PLAYLIST) return ok({ kind: wantsPage(headers) ? "page" : "master" });
  if (name === PLAYER_SCRIPT) return ok({ kind: "player" });
  if (name === "stream.m3u8") return playlist(new URLSearchParams(query));
  const [, segment, index] = MEDIA.exec(name) ?? [];
  if (segment === undefined) return { status: 404 };
  if (index === undefined) return ok({ kind: "segment", segment: Number(segment) });
  return ok({ kind: "part", segment: Number(segment), index: Number(index) });
}

/** Headers that let our own window read the answer; every other origin gets none. */
export function corsHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  if (headers.origin !== WINDOW_ORIGIN) return {};
  return {
    "access-control-allow-origin": WINDOW_ORIGIN,
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "range",
    "access-control-allow-private-network": "true",
  };
}

function playlist(query: URLSearchParams): Route {
  const segment = query.get("_HLS_msn");
  const index = query.get("_HLS_part");
  if (segment === null) return index === null ? ok({ kind: "playlist", wait: null }) : { status: 400 };
  if (!NUMBER.test(segment) || (index !== null && !NUMBER.test(index))) return { status: 400 };
  const wait = { segment: Number(segment), index: index === null ? null : Number(index) };
  return ok({ kind: "playlist", wait });
}

function ok(resource: Resource): Route {
  return { status: 200, resource };
}

/** A person who opens the link in a browser gets a page that plays it; players ask for anything but HTML. */
function wantsPage(headers: IncomingHttpHeaders): boolean {
  return headers.accept?.includes("text/html") === true;
}

function split(text: string, at: string): [string, string | undefined] {
  const place = text.indexOf(at);
  return place < 0 ? [text, undefined] : [text.slice(0, place), text.slice(place + 1)];
}

function same(given: string, token: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
}
