import { once } from "node:events";
import { request, type IncomingHttpHeaders } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StreamBus } from "../bus/stream-bus";
import { TICKS, type StreamFormat, type Unit } from "../bus/unit";
import { broadcast } from "./broadcast.fixture";
import { PreviewServer } from "./preview-server";

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

let units: readonly Unit[];
let format: StreamFormat;
let server: PreviewServer;
let bus: StreamBus;
let fed: number;

beforeAll(async () => {
  const encode = broadcast({ duration: 9, hasty: true });
  encode.bus.join("next-keyframe", { format: (f) => (format = f), unit: () => undefined, end: () => undefined });
  await encode.done;
  units = encode.units;
});

beforeEach(async () => {
  server = await PreviewServer.start();
  bus = new StreamBus();
  fed = 0;
  server.attach(bus);
});

afterEach(() => server.close());

/** Puts the encode on the bus as far as `seconds` of media. */
function feed(seconds: number): void {
  if (fed === 0) bus.setFormat(format);
  const start = units[0]?.dts ?? 0;
  for (; fed < units.length; fed += 1) {
    const unit = units[fed];
    if (unit === undefined || unit.dts - start > seconds * TICKS) return;
    bus.push(unit);
  }
}

/** One request, with the path exactly as given. */
function ask(path: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<Reply> {
  const { port, hostname } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, hostname, path, agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

/** Path of a resource beside the multivariant playlist. */
function at(name: string): string {
  return new URL(name, server.url).pathname + new URL(name, server.url).search;
}

async function text(name: string): Promise<string> {
  return (await ask(at(name))).body.toString();
}

describe("PreviewServer", () => {
  it("listens on 127.0.0.1 behind a path of at least 128 bits that is new each time", async () => {
    const other = await PreviewServer.start();
    const token = (url: string): string => new URL(url).pathname.split("/")[1] ?? "";
    expect(new URL(server.url).hostname).toBe("127.0.0.1");
    expect(Buffer.from(token(server.url), "base64url").length * 8).toBeGreaterThanOrEqual(128);
    expect(token(other.url)).not.toBe(token(server.url));
    await other.close();
  });

  it("serves playlists, segments and parts that fit together bit by bit", async () => {
    feed(7);
    const master = await ask(at("live.m3u8"));
    expect(master.status).toBe(200);
    expect(master.headers["content-type"]).toBe("application/vnd.apple.mpegurl");
    expect(master.body.toString()).toMatch(/CODECS="avc1\.64[0-9a-f]{4},mp4a\.40\.2",RESOLUTION=320x180,FRAME-RATE=30\.000/);
    const playlist = await text("stream.m3u8");
    const segments = playlist.split("\n").filter((line) => /^\d+\.ts$/.test(line));
    expect(segments).toEqual(["1.ts", "2.ts", "3.ts"]);
    const media: Buffer[] = [];
    for (const [n, name] of segments.entries()) {
      const segment = await ask(at(name));
      expect(segment.headers["content-type"]).toBe("video/mp2t");
      media.push(segment.body.subarray(format.tables.length));
      if (n === 0) continue;
      const parts = [...playlist.matchAll(new RegExp(`URI="(${n + 1}\\.\\d+\\.ts)"`, "g"))].map((m) => m[1] ?? "");
      expect(parts).toHaveLength(6);
      const joined = await Promise.all(parts.map(async (part) => (await ask(at(part))).body));
      expect(Buffer.concat(joined).equals(segment.body)).toBe(true);
    }
    const bytes = Buffer.concat(media);
    expect(bytes.equals(Buffer.concat(units.map((u) => u.packets)).subarray(0, bytes.length))).toBe(true);
  });

  it("sends headers that keep it out of caches, frames and guesses, and the body only for GET", async () => {
    feed(3);
    for (const name of ["live.m3u8", "stream.m3u8", "1.ts", "2.0.ts", "player.js", "nothing"]) {
      const got = await ask(at(name));
      const head = await ask(at(name), { method: "HEAD" });
      expect(got.headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
      expect(got.headers["content-security-policy"]).toBe("default-src 'none'");
      expect(Number(got.headers["content-length"])).toBe(got.body.length);
      expect([head.status, head.headers["content-length"]]).toEqual([got.status, got.headers["content-length"]]);
      expect(head.body).toHaveLength(0);
    }
  });

  it("refuses foreign hosts, methods, tokens and paths", async () => {
    feed(3);
    const path = at("live.m3u8");
    const { port } = new URL(server.url);
    expect((await ask(path, { headers: { host: "rebound.example" } })).status).toBe(403);
    expect((await ask(path, { headers: { host: `rebound.example:${port}` } })).status).toBe(403);
    expect((await ask(path, { headers: { host: `localhost:${port}` } })).status).toBe(200);
    expect((await ask(path, { method: "POST" })).status).toBe(405);
    expect((await ask(path, { method: "DELETE" })).status).toBe(405);
    expect((await ask("/live.m3u8")).status).toBe(404);
    expect((await ask(path.replace(/^\/./, "/~"))).status).toBe(404);
    const token = path.split("/")[1] ?? "";
    for (const climb of ["../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "..\\..\\package.json", "./live.m3u8"]) {
      expect((await ask(`/${token}/${climb}`)).status).toBe(404);
    }
  });

  it("lets only our own window read it from another origin", async () => {
    feed(3);
    const path = at("stream.m3u8");
    const ours = await ask(path, { headers: { origin: "app://tallylight" } });
    expect(ours.headers["access-control-allow-origin"]).toBe("app://tallylight");
    const preflight = await ask(path, { method: "OPTIONS", headers: { origin: "app://tallylight" } });
    expect([preflight.status, preflight.headers["access-control-allow-methods"]]).toEqual([204, "GET, HEAD"]);
    for (const origin of ["https://example.com", "null", "http://127.0.0.1:80"]) {
      for (const method of ["GET", "OPTIONS"]) {
        const foreign = await ask(path, { method, headers: { origin } });
        expect(Object.keys(foreign.headers).filter((h) => h.startsWith("access-control"))).toEqual([]);
      }
    }
  });

  it("holds a first question until there is something to play", async () => {
    const early = ask(at("live.m3u8"));
    feed(1.5);
    expect((await ask(at("1.0.ts"))).status).toBe(200);
    expect(await Promise.race([early, Promise.resolve("still waiting")])).toBe("still waiting");
    feed(2.5);
    expect((await early).status).toBe(200);
  });

  it("holds a reload until the part is there (RFC 8216bis, 6.2.5.2)", async () => {
    feed(2.5);
    expect(await text("stream.m3u8")).toContain('PRELOAD-HINT:TYPE=PART,URI="2.1.ts"');
    const order: string[] = [];
    const blocked = ask(at("stream.m3u8?_HLS_msn=2&_HLS_part=1")).then((r) => (order.push("part"), r));
    const whole = ask(at("stream.m3u8?_HLS_msn=2")).then((r) => (order.push("segment"), r));
    const hinted = ask(at("2.1.ts")).then((r) => (order.push("hint"), r));
    expect((await ask(at("stream.m3u8?_HLS_msn=2&_HLS_part=0"))).status).toBe(200);
    expect(order).toEqual([]);
    feed(2.8);
    const answers = await Promise.all([blocked, hinted]);
    expect(order.sort()).toEqual(["hint", "part"]);
    expect(answers.map((a) => a.status)).toEqual([200, 200]);
    expect(answers[0].body.toString()).toContain('URI="2.1.ts"\n');
    feed(4.5);
    expect((await whole).body.toString()).toContain("\n2.ts\n");
    expect((await ask(at("stream.m3u8?_HLS_msn=100"))).status).toBe(400);
    expect((await ask(at("stream.m3u8?_HLS_part=1"))).status).toBe(400);
    expect((await ask(at("10.0.ts"))).status).toBe(404);
    expect((await ask(at("10.ts"))).status).toBe(404);
  });

  it("ends the list when the encode is over, and goes on at the same address with the next", async () => {
    feed(3);
    const { url } = server;
    const pending = ask(at("stream.m3u8?_HLS_msn=2&_HLS_part=5"));
    expect((await ask(at("2.1.ts"))).status).toBe(200);
    bus.end();
    expect((await pending).body.toString()).toContain("#EXT-X-ENDLIST");
    expect((await ask(at("2.ts"))).status).toBe(200);

    bus = new StreamBus();
    fed = 0;
    const detach = server.attach(bus);
    expect((await ask(at("2.ts"))).status).toBe(404);
    feed(3);
    expect(server.url).toBe(url);
    const playlist = await text("stream.m3u8");
    expect(playlist).toContain("#EXT-X-MEDIA-SEQUENCE:3\n#EXT-X-DISCONTINUITY-SEQUENCE:1\n");
    expect(playlist).not.toContain("ENDLIST");
    detach();
    detach();
    expect(await text("stream.m3u8")).toContain("#EXT-X-ENDLIST");
    feed(9);
    expect(await text("stream.m3u8")).not.toContain("\n5.ts");
  });

  it("marks the place where the encoder was replaced", async () => {
    feed(3);
    bus.interrupt();
    fed = 0;
    feed(3);
    expect(await text("stream.m3u8")).toMatch(/\n2\.ts\n#EXT-X-DISCONTINUITY\n.*\n(#EXT-X-PART.*\n)*#EXTINF:2\.0+,\n3\.ts\n/);
  });

  it("holds the first question of a player that comes after the end until the next encode", async () => {
    feed(5);
    bus.end();
    const next = ask(at("live.m3u8"));
    expect((await ask(at("stream.m3u8"))).body.toString()).toContain("#EXT-X-ENDLIST");
    expect(await Promise.race([next, Promise.resolve("still waiting")])).toBe("still waiting");
    bus = new StreamBus();
    fed = 0;
    server.attach(bus);
    feed(3);
    expect((await next).status).toBe(200);
  });

  it("does not care about players that vanish or stop reading", async () => {
    feed(5);
    const { port, pathname } = new URL(server.url);
    const raw = async (name: string, times = 1): Promise<Socket> => {
      const socket = connect(Number(port), "127.0.0.1");
      await once(socket, "connect");
      const head = `GET ${pathname.replace("live.m3u8", name)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
      socket.pause().write(head.repeat(times));
      return socket;
    };
    const stuck = await raw("1.ts", 200);
    const vanished = await raw("stream.m3u8?_HLS_msn=3&_HLS_part=5");
    expect((await ask(at("1.ts"))).status).toBe(200);
    vanished.resetAndDestroy();
    const waiting = ask(at("stream.m3u8?_HLS_msn=3&_HLS_part=4"));
    expect((await ask(at("2.ts"))).status).toBe(200);
    feed(7);
    expect((await waiting).status).toBe(200);
    const begun = performance.now();
    await server.close();
    expect(performance.now() - begun).toBeLessThan(5000);
    stuck.destroy();
  });

  it("shows a page to a browser that loads nothing from elsewhere", async () => {
    const page = await ask(at("live.m3u8"), { headers: { accept: "text/html,*/*" } });
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
    expect(page.body.toString()).not.toMatch(/https?:/);
    const script = await ask(at("player.js"));
    expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(script.body.length).toBeGreaterThan(100_000);
  });
});
