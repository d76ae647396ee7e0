import { describe, expect, it } from "vitest";
import type { DestinationSecrets, DestinationTarget } from "../../contract/destination";
import type { ProblemCode } from "../../contract/problem";
import { checkDestination } from "./destination-check";

const ffmpeg = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };
const srt = { protocol: "srt", mode: "caller", host: "example.org", port: 9000, latency: 120, keyLength: 0 } as const;

function check(target: DestinationTarget, secrets: DestinationSecrets = {}, ability = ffmpeg): ProblemCode | null {
  return checkDestination({ id: "1", name: "Ingest", enabled: true, target }, secrets, ability)?.code ?? null;
}

describe("checkDestination", () => {
  it.each<[string, string, ProblemCode | null]>([
    ["rtmp://live.example.org/app", "key", null],
    ["rtmps://a.rtmps.youtube.com:443/live2?backup=1", "key?x=1", null],
    ["rtmp://[::1]:1935/app", "key", null],
    ["", "key", "url-invalid"],
    ["live.example.org/app", "key", "url-invalid"],
    ["rtmp://", "key", "url-invalid"],
    ["rtmp://live.example.org", "key", "url-invalid"],
    ["rtmp://live.example.org:99999/app", "key", "url-invalid"],
    ["rtmp://user:password@live.example.org/app", "key", "url-invalid"],
    ["http://live.example.org/app", "key", "scheme-unknown"],
    ["rtmp://live.example.org/app", "", "key-missing"],
    ["rtmp://live.example.org/app", "  ", "key-missing"],
    ["rtmp://live.example.org/app", "two\nlines", "key-refused"],
    ["rtmp://live.example.org/app", "x".repeat(512), "key-refused"],
  ])("%s with key %j: %s", (server, streamKey, code) => {
    expect(check({ protocol: "rtmp", service: "custom", server }, { streamKey })).toBe(code);
  });

  it.each<[Partial<typeof srt> | object, DestinationSecrets, ProblemCode | null]>([
    [{}, {}, null],
    [{ host: "" }, {}, "url-invalid"],
    [{ host: "two words" }, {}, "url-invalid"],
    [{ host: "host?streamid=x" }, {}, "url-invalid"],
    [{ mode: "listener", host: "" }, {}, null],
    [{ mode: "listener", host: "::" }, {}, null],
    [{ keyLength: 128 }, {}, "passphrase-length"],
    [{ keyLength: 128 }, { passphrase: "123456789" }, "passphrase-length"],
    [{ keyLength: 256 }, { passphrase: "1234567890" }, null],
    [{ keyLength: 256 }, { passphrase: "x".repeat(79) }, null],
    [{ keyLength: 256 }, { passphrase: "x".repeat(80) }, "passphrase-length"],
    [{ keyLength: 256 }, { passphrase: "ü".repeat(40) }, "passphrase-length"],
    [{}, { streamId: "a\nb" }, "key-refused"],
  ])("SRT %j with %j: %s", (change, secrets, code) => {
    expect(check({ ...srt, ...change } as DestinationTarget, secrets)).toBe(code);
  });

  it("knows what this ffmpeg cannot do", () => {
    expect(check(srt, {}, { ...ffmpeg, srt: false })).toBe("ffmpeg-lacks-feature");
    const secure = { protocol: "rtmp", service: "custom", server: "rtmps://example.org/app" } as const;
    expect(check(secure, { streamKey: "key" }, { ...ffmpeg, rtmps: false })).toBe("ffmpeg-lacks-feature");
  });
});
