import { describe, expect, it } from "vitest";
import { isAddress, parseAddress, passphraseProblem, serverProblem } from "./address";
import { Destination } from "./destination";

function read(text: string) {
  const address = parseAddress(text);
  if (!isAddress(address)) throw new Error(`${text}: ${address.code}`);
  // Whatever is read must be something the settings can hold.
  Destination.parse({ id: "x", name: address.name, enabled: true, target: address.target });
  return address;
}

describe("rtmp addresses", () => {
  it("cuts the key off the last slash", () => {
    expect(read("rtmp://127.0.0.1:1935/live/abc-123")).toEqual({
      target: { protocol: "rtmp", service: "custom", server: "rtmp://127.0.0.1:1935/live" },
      secrets: { streamKey: "abc-123" },
      name: "rtmp://127.0.0.1:1935/live",
    });
    expect(read("rtmp://host/app/instance/key").target).toMatchObject({ server: "rtmp://host/app/instance" });
  });

  it("keeps the query with the key, slashes in it included", () => {
    expect(read("rtmps://host/app/key?auth=a/b&x=1").secrets).toEqual({ streamKey: "key?auth=a/b&x=1" });
  });

  it("knows the services by their servers", () => {
    expect(read("rtmps://a.rtmps.youtube.com:443/live2/k").target).toMatchObject({ service: "youtube" });
    expect(read("rtmp://live-sel.twitch.tv/app/live_1_x").target).toMatchObject({ service: "twitch" });
  });

  it("reads IPv6 hosts and forgives blanks around and slashes at the end", () => {
    expect(read("  rtmp://[::1]:1936/live/key/ ").target).toMatchObject({ server: "rtmp://[::1]:1936/live" });
  });

  it.each([
    ["rtmp://host/app", "key-missing"],
    ["rtmp://host", "url-invalid"],
    ["rtmp:///app/key", "url-invalid"],
    ["rtmp://host:99999/app/key", "url-invalid"],
    ["rtmp://host:0/app/key", "url-invalid"],
    ["rtmp://ho st/app/key", "url-invalid"],
    ["rtmp://user:secret@host/app/key", "url-invalid"],
    ["host/app/key", "url-invalid"],
    ["", "url-invalid"],
    ["http://host/app/key", "scheme-unknown"],
    ["rtmpe://host/app/key", "scheme-unknown"],
  ])("refuses %s", (text, code) => {
    expect(parseAddress(text)).toMatchObject({ code });
  });
});

describe("srt addresses", () => {
  it("reads a caller with all its settings", () => {
    expect(
      read("srt://example.org:9000?mode=caller&latency=300&streamid=%23!::r=live,m=publish&passphrase=abcdefghij&pbkeylen=32"),
    ).toEqual({
      target: { protocol: "srt", mode: "caller", host: "example.org", port: 9000, latency: 300, keyLength: 256 },
      secrets: { passphrase: "abcdefghij", streamId: "#!::r=live,m=publish" },
      name: "srt://example.org:9000",
    });
  });

  it("defaults to a caller without encryption and libsrt's latency", () => {
    expect(read("srt://127.0.0.1:9000").target).toEqual({
      protocol: "srt",
      mode: "caller",
      host: "127.0.0.1",
      port: 9000,
      latency: 120,
      keyLength: 0,
    });
  });

  it("listens without a host, or when told to", () => {
    expect(read("srt://:9000").target).toMatchObject({ mode: "listener", host: "" });
    expect(read("srt://127.0.0.1:9000?mode=listener").target).toMatchObject({ mode: "listener", host: "127.0.0.1" });
    expect(read("srt://[::]:9000?mode=listener").target).toMatchObject({ mode: "listener", host: "::" });
  });

  it("takes key lengths in bytes or bits, AES-128 when not said, none without passphrase", () => {
    const length = (query: string) => (read(`srt://h:1?${query}`).target as { keyLength: number }).keyLength;
    expect(length("passphrase=abcdefghij")).toBe(128);
    expect(length("passphrase=abcdefghij&pbkeylen=24")).toBe(192);
    expect(length("passphrase=abcdefghij&pbkeylen=256")).toBe(256);
    expect(length("pbkeylen=32")).toBe(0);
  });

  it("keeps an equals sign inside a value", () => {
    expect(read("srt://h:1?streamid=a=b").secrets).toEqual({ streamId: "a=b" });
  });

  it.each([
    ["srt://host", "url-invalid"],
    ["srt://host:0", "url-invalid"],
    ["srt://:9000?mode=caller", "url-invalid"],
    ["srt://h:1?mode=rendezvous", "url-invalid"],
    ["srt://h:1?latency=soon", "url-invalid"],
    ["srt://h:1?latency=10", "url-invalid"],
    ["srt://h:1?streamid=%E0%A4%A", "url-invalid"],
    ["srt://h:1?passphrase=short", "passphrase-length"],
    [`srt://h:1?passphrase=${"x".repeat(80)}`, "passphrase-length"],
    ["srt://h:1?passphrase=abcdefghij&pbkeylen=20", "url-invalid"],
    [`srt://h:1?streamid=${"x".repeat(513)}`, "url-invalid"],
  ])("refuses %s", (text, code) => {
    expect(parseAddress(text)).toMatchObject({ code });
  });
});

it("never repeats a key in a problem", () => {
  const secret = "s3cr3t-key";
  for (const text of [
    `rtmp://user@host/app/${secret}`,
    `http://host/app/${secret}`,
    `srt://h:1?latency=${secret}`,
    `srt://h:1?passphrase=${secret}&pbkeylen=5`,
    secret,
  ]) {
    expect(JSON.stringify(parseAddress(text))).not.toContain(secret);
  }
});

it("names the server of an address, never its secrets", () => {
  expect(read("rtmp://host/app/s3cr3t").name).not.toContain("s3cr3t");
  expect(read("srt://host:1?streamid=s3cr3t&passphrase=s3cr3t-long").name).not.toContain("s3cr3t");
});

it("checks a server typed by hand", () => {
  expect(serverProblem("rtmp://host/app")).toBeNull();
  expect(serverProblem("rtmps://host:443/app/inner")).toBeNull();
  expect(serverProblem("rtmp://b.rtmp.youtube.com/live2?backup=1")).toBeNull();
  expect(serverProblem("rtmp://host")).toMatchObject({ code: "url-invalid" });
  expect(serverProblem("https://host/app")).toMatchObject({ code: "scheme-unknown" });
  expect(serverProblem("host/app")).toMatchObject({ code: "url-invalid" });
});

it("checks a passphrase typed by hand", () => {
  expect(passphraseProblem("")).toBeNull();
  expect(passphraseProblem("123456789")).toMatchObject({ code: "passphrase-length" });
  expect(passphraseProblem("1234567890")).toBeNull();
  expect(passphraseProblem("x".repeat(80))).toMatchObject({ code: "passphrase-length" });
});
