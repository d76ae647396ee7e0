import { describe, expect, it } from "vitest";
import type { DestinationTarget } from "../../contract/destination";
import { publisherArguments, secretOptions, usesTls } from "./publisher-arguments";

const order = { keyFile: "/keys/1.key", authorities: null };
const rtmp = (server: string): DestinationTarget => ({ protocol: "rtmp", service: "custom", server });
const srt = { protocol: "srt", mode: "caller", host: "example.org", port: 9000, latency: 120, keyLength: 0 } as const;

function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

describe("publisherArguments", () => {
  it.each([
    ["rtmp://live.example.org/app", "app"],
    ["rtmp://live.example.org:1936/app/instance/", "app/instance"],
    ["rtmps://a.rtmps.youtube.com:443/live2?backup=1", "live2?backup=1"],
  ])("takes all of %s as the address and %s as the application", (server, app) => {
    const args = publisherArguments({ ...order, target: rtmp(server) });
    expect(args.at(-1)).toBe(server);
    expect(option(args, "-rtmp_app")).toBe(app);
    expect(option(args, "-fpre")).toBe("/keys/1.key");
  });

  it("lets the system hold half a second of an RTMP stream", () => {
    const args = publisherArguments({ ...order, target: rtmp("rtmp://live.example.org/app"), bitrate: 6160 });
    expect(option(args, "-send_buffer_size")).toBe("385000");
    expect(option(publisherArguments({ ...order, target: rtmp("rtmp://live.example.org/app"), bitrate: 500 }), "-send_buffer_size")).toBe("65536");
  });

  it("checks the certificate of an RTMPS server", () => {
    const target = rtmp("rtmps://example.org/app");
    expect(usesTls(target)).toBe(true);
    const args = publisherArguments({ ...order, authorities: "/keys/authorities.pem", target });
    expect(option(args, "-tls_verify")).toBe("1");
    expect(option(args, "-ca_file")).toBe("/keys/authorities.pem");
    expect(usesTls(rtmp("rtmp://example.org/app"))).toBe(false);
    expect(publisherArguments({ ...order, target: rtmp("rtmp://example.org/app") })).not.toContain("-tls_verify");
  });

  it("turns ms into µs and bits into bytes for SRT", () => {
    const args = publisherArguments({ ...order, relayPort: 40_000, target: { ...srt, latency: 350, keyLength: 256 } });
    expect(option(args, "-mode")).toBe("caller");
    expect(option(args, "-latency")).toBe("350000");
    expect(option(args, "-pbkeylen")).toBe("32");
    expect(args.at(-1)).toBe("srt://127.0.0.1:40000");
    expect(publisherArguments({ ...order, relayPort: 40_000, target: srt })).not.toContain("-pbkeylen");
  });
});

describe("secretOptions", () => {
  it("holds what must not be seen, and nothing that is not in use", () => {
    expect(secretOptions(rtmp("rtmp://h/a"), { streamKey: " key?x=1&y=2\n" })).toEqual({ rtmp_playpath: "key?x=1&y=2" });
    const secrets = { passphrase: "correct horse", streamId: "#!::r=cam" };
    expect(secretOptions({ ...srt, keyLength: 128 }, secrets)).toEqual({ passphrase: "correct horse", streamid: "#!::r=cam" });
    expect(secretOptions(srt, secrets)).toEqual({ streamid: "#!::r=cam" });
  });
});
