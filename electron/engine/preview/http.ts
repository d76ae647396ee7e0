import { STATUS_CODES, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { Live } from "./live";
import { PAGE, PAGE_POLICY, playerScript } from "./page";
import { corsHeaders, route, type Door, type Resource } from "./route";

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: readonly Buffer[];
  /** Content-Security-Policy; nothing may be loaded by default. */
  readonly policy?: string;
}

const PLAYLIST = "application/vnd.apple.mpegurl";
const TRANSPORT_STREAM = "video/mp2t";

/** Answers the requests of players; `door` is asked at each, since the port is known only after listening. */
export function listener(live: Live, door: () => Door): RequestListener {
  return (request, response) => {
    const { method = "", url: target = "", headers } = request;
    const found = route(door(), { method, target, headers });
    if (found.status !== 200) return send(request, response, plain(found.status));
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    answer(live, found.resource, gone.signal).then(
      (it) => send(request, response, it),
      () => send(request, response, plain(500)),
    );
  };
}

async function answer(live: Live, resource: Resource, gone: AbortSignal): Promise<Answer> {
  switch (resource.kind) {
    case "page":
      return { ...text("text/html; charset=utf-8", PAGE), policy: PAGE_POLICY };
    case "player":
      return text("text/javascript; charset=utf-8", await playerScript());
    case "master": {
      const playlist = await live.master(gone);
      return playlist === null ? plain(503) : text(PLAYLIST, playlist);
    }
    case "playlist": {
      const playlist = await live.playlist(resource.wait, gone);
      if (playlist === "too early") return plain(400);
      return playlist === null ? plain(503) : text(PLAYLIST, playlist);
    }
    case "segment": {
      const parts = live.segment(resource.segment);
      return parts === null ? plain(404) : media(parts.flatMap((p) => p.chunks));
    }
    case "part": {
      const part = await live.part(resource.segment, resource.index, gone);
      return part === null ? plain(404) : media(part.chunks);
    }
  }
}

/** Writes the media in the pieces it came in: they are shared with every other output and are not copied. */
function send(request: IncomingMessage, response: ServerResponse, { status, type, body, policy }: Answer): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    "content-type": type,
    "content-length": body.reduce((sum, chunk) => sum + chunk.length, 0),
    "cache-control": "no-store",
    "content-security-policy": policy ?? "default-src 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    vary: "origin",
    ...(status === 405 || status === 204 ? { allow: "GET, HEAD, OPTIONS" } : {}),
    ...(status === 503 ? { "retry-after": "1" } : {}),
    ...corsHeaders(request.headers),
  });
  response.cork();
  if (request.method !== "HEAD") for (const chunk of body) response.write(chunk);
  response.end();
  response.uncork();
}

function plain(status: number): Answer {
  const reason = status === 204 ? "" : `${STATUS_CODES[status] ?? "Error"}\n`;
  return { ...text("text/plain; charset=utf-8", reason), status };
}

function text(type: string, body: string): Answer {
  return { status: 200, type, body: [Buffer.from(body)] };
}

function media(body: readonly Buffer[]): Answer {
  return { status: 200, type: TRANSPORT_STREAM, body };
}
