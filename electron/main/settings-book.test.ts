import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { EngineCommand } from "../contract/engine";
import { defaultSettings, Settings } from "../contract/settings";
import { Broadcast } from "./broadcast";
import type { Overrides } from "./launch-options";
import { SecretsFile, type Vault } from "./secrets-file";
import { SettingsBook } from "./settings-book";
import { SettingsFile } from "./settings-file";

const destination: Settings["destinations"][number] = {
  id: "a",
  name: "Mine",
  enabled: true,
  target: { protocol: "rtmp", service: "custom", server: "rtmp://h/live" },
};
const flipped = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
const vault: Vault = {
  kind: "keychain",
  seal: (secret) => flipped(Buffer.from(secret)),
  open: (sealed) => flipped(sealed).toString(),
};

let folder: string;
let asked: EngineCommand[];
let book: SettingsBook;
let broadcast: Broadcast;
const changed = vi.fn();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "settings-book-"));
  asked = [];
  changed.mockClear();
  await open({});
});
afterEach(() => rmSync(folder, { recursive: true }));

async function open(overrides: Overrides) {
  const secrets = new SecretsFile(folder, () => vault, vi.fn(), vi.fn());
  book = new SettingsBook(new SettingsFile(folder), secrets, defaultSettings, overrides, changed);
  broadcast = new Broadcast({
    ask: (command) => {
      asked.push(command);
      return Promise.resolve(null);
    },
    settings: () => book.now,
    channels: () => [],
    armed: () => book.armed(),
    newRecording: () => Promise.resolve({ code: "internal" as const }),
    ffmpeg: () => Promise.resolve({ path: "", version: "", srt: true, rtmps: true, encoders: [] }),
    keyFolder: folder,
    pageFiles: null,
  });
  await broadcast.engineStarted();
  asked = [];
}

const onDisk = () => Settings.parse(JSON.parse(readFileSync(join(folder, "settings.json"), "utf8")));

it("saves settings and tells the window", async () => {
  const next = { ...defaultSettings, minimizeToTray: true };
  expect(await book.write(next, broadcast)).toBeNull();
  expect(book.now).toEqual(next);
  expect(onDisk()).toEqual(next);
  expect(changed).toHaveBeenCalledWith(next);
});

it("writes a destination's key nowhere in plain text", async () => {
  await book.saveDestination(destination, { streamKey: "s3cr3t-key" }, false, broadcast);
  expect(book.armed()).toEqual([{ destination, secrets: { streamKey: "s3cr3t-key" } }]);
  for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), "utf8")).not.toContain("s3cr3t-key");
});

it("takes new, changed and removed destinations to the air at once", async () => {
  await book.saveDestination(destination, { streamKey: "key-1" }, true, broadcast);
  await broadcast.startStream();
  asked = [];
  await book.saveDestination(destination, { streamKey: "key-2" }, true, broadcast);
  await book.saveDestination({ ...destination, enabled: false }, {}, true, broadcast);
  await book.saveDestination({ ...destination, id: "b" }, {}, true, broadcast);
  await book.removeDestination("b", broadcast);
  expect(asked).toMatchObject([
    { type: "removeDestination", id: "a" },
    { type: "addDestination", destination: { secrets: { streamKey: "key-2" } } },
    { type: "removeDestination", id: "a" },
    { type: "addDestination", destination: { destination: { id: "b" } } },
    { type: "removeDestination", id: "b" },
  ]);
});

it("refuses video changes while encoding, whole and without saving", async () => {
  await broadcast.rehearse(true);
  const next = { ...defaultSettings, minimizeToTray: true, video: { ...defaultSettings.video, fps: 60 } };
  expect(await book.write(next, broadcast)).toEqual({ code: "locked-while-encoding" });
  expect(book.now).toEqual(defaultSettings);
  expect(readdirSync(folder)).toEqual([]);
});

it("keeps what the command line set for this run off the disk", async () => {
  await open({ fps: 60 });
  expect(book.now.video.fps).toBe(60);
  await book.write({ ...book.now, minimizeToTray: true }, broadcast);
  expect(book.now.video.fps).toBe(60);
  expect(onDisk()).toEqual({ ...defaultSettings, minimizeToTray: true });
});
