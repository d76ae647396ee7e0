import { describe, expect, it } from "vitest";
import { corsHeaders, route } from "./route";

const door = { port: 4321, token: "s3cr3t-token" };
const host = "127.0.0.1:4321";

function ask(target: string, headers: Record<string, string> = {}, method = "GET"): ReturnType<typeof route> {
  return route(door, { method, target, headers: { host, ...headers } });
}

describe("route", () => {
  it.each([
    ["live.m3u8", { kind: "master" }],
    ["stream.m3u8", { kind: "playlist", wait: null }],
    ["stream.m3u8?_HLS_msn=12", { kind: "playlist", wait: { segment: 12, index: null } }],
    ["stream.m3u8?_HLS_msn=12&_HLS_part=3&_HLS_skip=YES", { kind: "playlist", wait: { segment: 12, index: 3 } }],
    ["17.ts", { kind: "segment", segment: 17 }],
    ["17.2.ts", { kind: "part", segment: 17, index: 2 }],
    ["player.js", { kind: "player" }],
  ])("finds %s", (name, resource) => {
    expect(ask(`/s3cr3t-token/${name}`)).toEqual({ status: 200, resource });
    expect(ask(`/s3cr3t-token/${name}`, {}, "HEAD")).toEqual({ status: 200, resource });
  });

  it("shows a page to a browser that opens the link", () => {
    const accept = "text/html,application/xhtml+xml,*/*;q=0.8";
    expect(ask("/s3cr3t-token/live.m3u8", { accept })).toEqual({ status: 200, resource: { kind: "page" } });
    expect(ask("/s3cr3t-token/live.m3u8", { accept: "*/*" })).toMatchObject({ resource: { kind: "master" } });
  });

  it.each(["evil.example:4321", "evil.example", "127.0.0.1", "127.0.0.1:4322", "localhost", "[::1]:4321", ""])(
    "refuses the host %j",
    (foreign) => {
      expect(ask("/s3cr3t-token/live.m3u8", { host: foreign })).toEqual({ status: 403 });
    },
  );

  it("refuses a request without host and takes localhost", () => {
    expect(route(door, { method: "GET", target: "/s3cr3t-token/live.m3u8", headers: {} })).toEqual({ status: 403 });
    expect(ask("/s3cr3t-token/live.m3u8", { host: "localhost:4321" })).toMatchObject({ status: 200 });
  });

  it.each([
    "/",
    "",
    "/live.m3u8",
    "/s3cr3t-toke/live.m3u8",
    "/s3cr3t-token",
    "/s3cr3t-token/",
    "/s3cr3t-tokenlive.m3u8",
    "//s3cr3t-token/live.m3u8",
    "/s3cr3t-token//live.m3u8",
    "/s3cr3t-token/../s3cr3t-token/live.m3u8",
    "/s3cr3t-token/../../../../etc/passwd",
    "/s3cr3t-token/%2e%2e/%2e%2e/etc/passwd",
    "/s3cr3t-token/..\\..\\etc\\passwd",
    "/s3cr3t-token/live.m3u8/",
    "/s3cr3t-token/live%2em3u8",
    "/s3cr3t-token/1e3.ts",
    "/s3cr3t-token/-1.ts",
    "/s3cr3t-token/99999999999.ts",
    "/s3cr3t-token/1.2.3.ts",
    "/s3cr3t-token/constructor",
    "http://127.0.0.1:4321/s3cr3t-token/live.m3u8",
    "*",
  ])("knows no %s", (target) => {
    expect(ask(target)).toEqual({ status: 404 });
  });

  it.each(["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"])("allows no %s", (method) => {
    expect(ask("/s3cr3t-token/live.m3u8", {}, method)).toEqual({ status: 405 });
    expect(ask("/wrong/live.m3u8", {}, method)).toEqual({ status: 404 });
  });

  it.each(["_HLS_part=1", "_HLS_msn=x", "_HLS_msn=-1", "_HLS_msn=1&_HLS_part=1.5", "_HLS_msn=1e2", "_HLS_msn="])(
    "refuses the directive %s",
    (query) => {
      expect(ask(`/s3cr3t-token/stream.m3u8?${query}`)).toEqual({ status: 400 });
    },
  );

  it("answers preflights only behind the path", () => {
    expect(ask("/s3cr3t-token/live.m3u8", {}, "OPTIONS")).toEqual({ status: 204 });
    expect(ask("/wrong/live.m3u8", {}, "OPTIONS")).toEqual({ status: 404 });
  });
});

describe("corsHeaders", () => {
  it("opens to our own window and to nobody else", () => {
    expect(corsHeaders({ origin: "app://tallylight" })["access-control-allow-origin"]).toBe("app://tallylight");
    for (const origin of ["https://example.com", "null", "app://tallylight.example", "http://localhost:4321", "*"]) {
      expect(corsHeaders({ origin })).toEqual({});
    }
    expect(corsHeaders({})).toEqual({});
  });
});
