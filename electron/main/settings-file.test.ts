import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultSettings, type Settings } from "../contract/settings";
import { salvage, SettingsFile } from "./settings-file";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "settings-file-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const destination = (id: string): Settings["destinations"][number] => ({
  id,
  name: id,
  enabled: true,
  target: { protocol: "rtmp", service: "custom", server: "rtmp://h/live" },
});
const mine: Settings = {
  ...defaultSettings,
  video: { width: 1920, height: 1080, fps: 60 },
  destinations: [destination("a"), destination("b")],
};
const put = (text: string) => writeFileSync(join(folder, "settings.json"), text);
const load = () => new SettingsFile(folder).load();
const aside = () => readdirSync(folder).filter((name) => name.startsWith("settings.json.broken-"));

it("starts with the defaults and says nothing", async () => {
  expect(await load()).toEqual({ settings: defaultSettings, problem: null, former: null });
  expect(readdirSync(folder)).toEqual([]);
});

it("keeps settings over a restart, for the owner only", async () => {
  const file = new SettingsFile(folder);
  await file.save(mine);
  expect(await load()).toEqual({ settings: mine, problem: null, former: null });
  if (process.platform !== "win32") expect(statSync(file.path).mode & 0o777).toBe(0o600);
});

it("has the newest on disk when saves come together", async () => {
  const file = new SettingsFile(folder);
  const saves = [24, 25, 50].map((fps) => file.save({ ...mine, video: { ...mine.video, fps } }));
  await Promise.all(saves);
  expect((await load()).settings.video.fps).toBe(50);
});

it.each(["", "{ not json", "null", "[]", "42", '{"version":1'])("keeps %j aside and loads the defaults", async (text) => {
  put(text);
  const { settings, problem } = await load();
  expect(settings).toEqual(defaultSettings);
  expect(problem).toMatchObject({ code: "settings-corrupt" });
  expect(aside()).toHaveLength(1);
  expect(readFileSync(join(folder, String(aside()[0])), "utf8")).toBe(text);
  expect(problem?.subject).toBe(join(folder, String(aside()[0])));
});

it("takes settings from before a field was there, with its default", async () => {
  const { split, ...recording } = mine.recording;
  put(JSON.stringify({ ...mine, recording: { ...recording, container: "mp4" } }));
  const expected = { ...mine, recording: { ...recording, container: "mp4", split } };
  expect(await load()).toEqual({ settings: expected, problem: null, former: null });
});

it("forgives a byte order mark", async () => {
  put(`\uFEFF${JSON.stringify(mine)}`);
  expect(await load()).toEqual({ settings: mine, problem: null, former: null });
});

it("has the mended settings on disk at once, so that the next start is quiet", async () => {
  put(JSON.stringify({ ...mine, recording: 7 }));
  await load();
  const again = await load();
  expect(again.problem).toBeNull();
  expect(again.settings.destinations).toEqual(mine.destinations);
  expect(aside()).toHaveLength(1);
});

describe("salvage", () => {
  const kept = (stored: object) => salvage({ ...mine, ...stored }).settings;

  it("loses one field, not its section", () => {
    expect(kept({ video: { width: 1921, height: 1080, fps: 60 } }).video).toEqual({ width: 1280, height: 1080, fps: 60 });
    expect(kept({ encoder: { ...mine.encoder, videoBitrate: "fast", preset: "slow" } }).encoder).toEqual({
      ...defaultSettings.encoder,
      preset: "slow",
    });
  });

  it("loses one entry, not the list", () => {
    expect(kept({ destinations: [destination("a"), { id: "broken" }, destination("c")] }).destinations).toEqual([
      destination("a"),
      destination("c"),
    ]);
  });

  it("loses one section, not the others", () => {
    expect(kept({ monitorDevice: 7 })).toEqual({ ...mine, monitorDevice: defaultSettings.monitorDevice });
  });

  it("takes what it knows from another version", () => {
    expect(salvage({ ...mine, version: 3, novelty: true })).toEqual({ settings: mine, intact: false });
    const old: Partial<Settings> = { ...mine };
    delete old.minimizeToTray;
    expect(salvage(old).settings).toEqual({ ...mine, minimizeToTray: defaultSettings.minimizeToTray });
  });

  it("leaves good settings as they are", () => {
    expect(salvage(mine)).toEqual({ settings: mine, intact: true });
  });

  it("keeps an empty list empty", () => {
    expect(kept({ destinations: [], version: 0 }).destinations).toEqual([]);
  });
});
