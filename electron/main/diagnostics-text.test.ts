import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { defaultSettings, type Settings } from "../contract/settings";
import { diagnosticsText } from "./diagnostics-text";
import { lastLines, openLog } from "./log";
import { Redactor } from "./redact";
import { aStatus } from "./status.fixture";

const folder = mkdtempSync(join(tmpdir(), "diagnostics-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ffmpeg = { path: "/home/someone/bin/ffmpeg", version: "7.1", srt: true, rtmps: false, encoders: ["x264" as const, "nvenc" as const] };
const versions = [["Tallylight", "1.2.3"], ["Electron", "45.0.0"], ["Chromium", "150.0"], ["Node", "24.0"], ["System", "linux 6.1 x64"]] as const;
const planted = { key: "live_8f3k-22xz", passphrase: "correct horse battery", user: "alice", password: "hunter2-hunter2", pasted: "pasted-stream-key" };

const settings: Settings = {
  ...defaultSettings,
  destinations: [
    { id: "a", name: "Own server", enabled: true, target: { protocol: "rtmp", service: "custom", server: `rtmp://${planted.user}:${planted.password}@ingest.example/app` } },
    { id: "b", name: "Pasted whole", enabled: true, target: { protocol: "rtmp", service: "custom", server: `rtmps://ingest.example:443/live/${planted.pasted}?auth=${planted.pasted}` } },
    { id: "c", name: "Venue", enabled: false, target: { protocol: "srt", mode: "caller", host: "10.0.0.20", port: 9000, latency: 200, keyLength: 256 } },
  ],
};

function written(): string {
  const redactor = new Redactor();
  redactor.learn({ streamKey: planted.key, passphrase: planted.passphrase });
  const log = openLog(folder, redactor, { console: false, at: new Date() });
  for (let line = 1; line <= 250; line++) log.say("info", `line ${line} of the run`);
  log.say("error", `rtmp://ingest.example/app/${planted.key} refused, srt://10.0.0.20:9000?passphrase=${encodeURIComponent(planted.passphrase)}&latency=200`);
  log.say("warn", `[page] https://${planted.user}:${planted.password}@pages.example/alerts?token=${planted.pasted}&x=1 in /home/someone/Videos`);
  const problem = { code: "key-refused" as const, subject: "Own server", detail: `publish ${planted.key}` };
  const status = aStatus({ phase: "failing", destinations: [{ name: "Own server", phase: "reconnecting", problem }] });
  const text = diagnosticsText({
    ...{ versions, ffmpeg, settings, home: "/home/someone", log: lastLines(log.file, 200) },
    status: { ...status, preview: { url: "http://127.0.0.1:4000/unguessable-token/live.m3u8" } },
  });
  return redactor.redact(text);
}

it("says what runs here, how it is set, and what happened last", () => {
  const text = written();
  for (const [name, version] of versions) expect(text).toContain(`${name}: ${version}`);
  expect(text).toContain("FFmpeg: 7.1 (~/bin/ffmpeg)\nEncoders: x264, nvenc\nRTMPS: no, SRT: yes");
  expect(text).toContain('"server": "rtmps://ingest.example:443/live/•••"');
  expect(text).toContain('"host": "10.0.0.20"');
  expect(text).toContain('"videoBitrate": 3000');
  expect(text).toContain('"code": "key-refused"');
  const lines = text.slice(text.indexOf("Log, the last 200 lines")).trimEnd().split("\n").slice(1);
  expect(lines).toHaveLength(200);
  expect(lines[0]).toContain("line 53 of the run");
  expect(lines.at(-2)).toContain("rtmp://ingest.example/app/••• refused, srt://10.0.0.20:9000?passphrase=•••&latency=200");
  expect(lines.at(-1)).toContain("https://•••@pages.example/alerts?token=•••&x=1 in ~/Videos");
});

it("holds no stream key, passphrase, password of an address, preview address or home folder, in no form", () => {
  const text = written();
  const secrets = [...Object.values(planted), "unguessable-token", "/home/someone"];
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret), secret.toUpperCase()]) expect(text).not.toContain(form);
  }
});

it("takes from the file before when this run's log has just begun anew", () => {
  const log = openLog(join(folder, "rotated"), new Redactor(), { console: false, at: new Date() });
  for (let line = 1; line <= 60; line++) log.say("info", `${line} ${"x".repeat(100_000)}`);
  const lines = lastLines(log.file, 20);
  expect(lines).toHaveLength(20);
  expect(lines.map((line) => Number(/\] +(\d+) x/.exec(line)?.[1]))).toEqual(Array.from({ length: 20 }, (_, at) => at + 41));
});

it("says why there is no ffmpeg", () => {
  const text = diagnosticsText({ versions, ffmpeg: { code: "ffmpeg-missing" }, settings, status: null, log: [], home: "/" });
  expect(text).toContain("FFmpeg: ffmpeg-missing");
});
