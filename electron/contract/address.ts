import type { DestinationSecrets, DestinationTarget } from "./destination";
import type { Problem } from "./problem";
import { serviceOfServer } from "./services";

/** Where an address leads, and what opens the door there. */
export interface Address {
  target: DestinationTarget;
  secrets: DestinationSecrets;
  /** The address in short and without secrets, to name the destination by. */
  name: string;
}

/** SRT's own default latency in ms (libsrt SRTO_LATENCY). */
const SRT_LATENCY = 120;

/** Bounds of an SRT passphrase in characters (libsrt SRTO_PASSPHRASE). */
const PASSPHRASE = { min: 10, max: 79 };

/**
 * Reads `rtmp(s)://host[:port]/app[/…]/key[?query]` or `srt://[host]:port[?mode&latency&streamid&passphrase&pbkeylen]`
 * as ffmpeg and srt-live-transmit take them (latency in ms, no host means listener). For RTMP the last part of the path
 * with its query is the stream key. The Problem never repeats the address, since it may hold a key.
 */
export function parseAddress(text: string): Address | Problem {
  const trimmed = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme === undefined) return { code: "url-invalid", detail: "an address begins with rtmp://, rtmps:// or srt://" };
  if (scheme === "rtmp" || scheme === "rtmps") return parseRtmp(trimmed, scheme);
  if (scheme === "srt") return parseSrt(trimmed);
  return { code: "scheme-unknown", subject: `${scheme}://` };
}

/** Whether `parseAddress` answered with an address. */
export function isAddress(answer: Address | Problem): answer is Address {
  return "target" in answer;
}

/**
 * What is wrong with the server of an RTMP destination (rtmp(s)://host[:port]/app…, without key), or null.
 */
export function serverProblem(server: string): Problem | null {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(server.trim())?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== "rtmp" && scheme !== "rtmps") {
    return { code: "scheme-unknown", subject: `${scheme}://` };
  }
  const place = rtmpPlace(server.trim());
  if (place === null) return { code: "url-invalid", detail: "the server is written rtmp://host/application" };
  if (place.path === "") return { code: "url-invalid", subject: place.host, detail: "the application after the host is missing" };
  return null;
}

/** What is wrong with an SRT passphrase, or null. An empty one means no encryption. */
export function passphraseProblem(passphrase: string): Problem | null {
  if (passphrase === "") return null;
  const length = passphrase.length;
  return length >= PASSPHRASE.min && length <= PASSPHRASE.max ? null : { code: "passphrase-length" };
}

interface RtmpPlace {
  host: string;
  /** Without the first and any last slash. */
  path: string;
  query: string;
}

function rtmpPlace(text: string): RtmpPlace | null {
  const match = /^rtmps?:\/\/((?:\[[0-9a-f:.]+\]|[^/:?#@\s]+)(?::(\d{1,5}))?)(?:\/([^?\s]*))?(\?\S*)?$/i.exec(text);
  if (match === null) return null;
  const port = match[2] === undefined ? 1935 : Number(match[2]);
  if (port < 1 || port > 65_535) return null;
  return { host: String(match[1]), path: (match[3] ?? "").replace(/^\/+|\/+$/g, ""), query: match[4] ?? "" };
}

function parseRtmp(text: string, scheme: "rtmp" | "rtmps"): Address | Problem {
  const place = rtmpPlace(text);
  if (place === null) return { code: "url-invalid", detail: `${scheme}://host[:port]/application/key was expected` };
  const { host, path, query } = place;
  if (path === "") return { code: "url-invalid", subject: host, detail: "the application after the host is missing" };
  const cut = path.lastIndexOf("/");
  if (cut < 0) return { code: "key-missing", subject: host };
  const server = `${scheme}://${host}/${path.slice(0, cut).replace(/\/+$/, "")}`;
  return {
    target: { protocol: "rtmp", service: serviceOfServer(server), server },
    secrets: { streamKey: path.slice(cut + 1) + query },
    name: server,
  };
}

function parseSrt(text: string): Address | Problem {
  const match = /^srt:\/\/(\[[0-9a-f:.]+\]|[^/:?#@\s]*):(\d{1,5})\/?(?:\?(\S*))?$/i.exec(text);
  const port = Number(match?.[2]);
  if (match === null || port < 1 || port > 65_535) {
    return { code: "url-invalid", detail: "srt://host:port was expected" };
  }
  const host = String(match[1]).replace(/^\[|\]$/g, "");
  const name = `srt://${String(match[1])}:${port}`;
  const invalid = (detail: string): Problem => ({ code: "url-invalid", subject: name, detail });

  const query = new Map<string, string>();
  for (const pair of (match[3] ?? "").split("&").filter((part) => part !== "")) {
    const [key, value] = splitOnce(pair, "=");
    const plain = percentDecoded(value);
    if (plain === null) return invalid(`the value of ${key} cannot be read`);
    query.set(key.toLowerCase(), plain);
  }

  const asked = query.get("mode") ?? (host === "" ? "listener" : "caller");
  if (asked !== "caller" && asked !== "listener") return invalid("mode is caller or listener");
  if (asked === "caller" && host === "") return invalid("a caller needs a host to call");

  const latency = Number(query.get("latency") ?? SRT_LATENCY);
  if (!Number.isInteger(latency) || latency < 20 || latency > 8000) return invalid("latency is 20 to 8000 ms");

  const passphrase = query.get("passphrase") ?? "";
  const tooShort = passphraseProblem(passphrase);
  if (tooShort !== null) return { ...tooShort, subject: name };
  // libsrt counts key lengths in bytes; people write bits. 0 leaves the choice to it, which is AES-128.
  const lengths: Record<string, 128 | 192 | 256> = { 0: 128, 16: 128, 24: 192, 32: 256, 128: 128, 192: 192, 256: 256 };
  const keyLength = lengths[query.get("pbkeylen") ?? "0"];
  if (keyLength === undefined) return invalid("pbkeylen is 16, 24 or 32");

  const streamId = query.get("streamid");
  if (streamId !== undefined && streamId.length > 512) return invalid("streamid has at most 512 characters");
  return {
    target: { protocol: "srt", mode: asked, host, port, latency, keyLength: passphrase === "" ? 0 : keyLength },
    secrets: { ...(passphrase !== "" && { passphrase }), ...(streamId !== undefined && { streamId }) },
    name,
  };
}

function splitOnce(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
