import { describe, expect, it } from "vitest";
import { Redactor } from "./redact";

function knowing(streamKey: string) {
  const redactor = new Redactor();
  redactor.learn({ streamKey });
  return redactor;
}

describe("a known secret", () => {
  const key = 'live_12/34+x y"ä';
  const forms = {
    plain: key,
    "percent-encoded": encodeURIComponent(key),
    "in a URL": new URL(`rtmp://h/app/${encodeURI(key)}`).href.slice("rtmp://h/app/".length),
    "in lower-case escapes": encodeURIComponent(key).toLowerCase(),
    "inside JSON": JSON.stringify({ key }).slice(8, -2),
  };

  it.each(Object.entries(forms))("is masked %s", (_how, form) => {
    const said = knowing(key).redact(`publish rtmp://h/app/${form} failed`);
    expect(said).toBe("publish rtmp://h/app/••• failed");
  });

  it("is masked with and without its query", () => {
    const redactor = knowing("stream-name-1?auth=t0k3n-value&x=1");
    expect(redactor.redact("open stream-name-1?auth=t0k3n-value&x=1 now")).toBe("open ••• now");
    expect(redactor.redact("play stream-name-1")).toBe("play •••");
    expect(redactor.redact("token t0k3n-value")).toBe("token •••");
  });

  it("is masked everywhere in a text, and after others were learnt", () => {
    const redactor = knowing("first-secret");
    redactor.learn({ passphrase: "second-secret", streamId: "#!::u=host/me,m=publish" });
    expect(redactor.redact("first-secret second-secret first-secret #!::u=host/me,m=publish")).toBe("••• ••• ••• •••");
  });

  it("is masked whole when another is part of it", () => {
    const redactor = knowing("abcdefgh");
    redactor.learn({ streamKey: "abcdefgh-ijkl" });
    expect(redactor.redact("abcdefgh-ijkl")).toBe("•••");
  });
});

it("masks a short key as a word only", () => {
  const redactor = knowing("live");
  expect(redactor.redact("rtmp://h/app/live: delivered, alive")).toBe("rtmp://h/app/•••: delivered, alive");
});

it.each([
  ["rtmp://me:pass@h/app failed", "rtmp://•••@h/app failed"],
  ["GET https://token@h:8443/a?b=c", "GET https://•••@h:8443/a?b=c"],
  ["srt://h:9000?passphrase=long%20enough&latency=200", "srt://h:9000?passphrase=•••&latency=200"],
  ["https://h/w?size=2&access_token=abc#top, and more", "https://h/w?size=2&access_token=•••#top, and more"],
  ["srt://h:9?streamid=#!::u=me", "srt://h:9?streamid=•••"],
  ["https://h/?keyframe=2 me@example.com key=", "https://h/?keyframe=2 me@example.com key="],
])("takes out of %j what is secret in any address", (text, expected) => {
  expect(new Redactor().redact(text)).toBe(expected);
});

it("leaves text alone when it knows nothing", () => {
  expect(new Redactor().redact("rtmp://h/app")).toBe("rtmp://h/app");
  const redactor = new Redactor();
  redactor.learn({});
  redactor.learn({ streamKey: "" });
  expect(redactor.redact("rtmp://h/app")).toBe("rtmp://h/app");
});
