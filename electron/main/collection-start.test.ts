import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Collection } from "../contract/collection";
import { defaultSettings } from "../contract/settings";
import { aCollection } from "./collection.fixture";
import { CollectionFolder } from "./collection-folder";
import { type CollectionStart, startingCollection } from "./collection-start";
import { formerPicture } from "./settings-former";

let userData: string;
let folder: CollectionFolder;
beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), "collection-start-"));
  folder = new CollectionFolder(userData);
});
afterEach(() => rmSync(userData, { recursive: true }));

const nothing: CollectionStart["options"] = { collection: null, scene: null, sources: { picture: null, audio: null }, overrides: {} };
const start = (options: Partial<CollectionStart["options"]> = {}, former: CollectionStart["former"] = null) =>
  startingCollection(folder, { options: { ...nothing, ...options }, saved: defaultSettings, former, tell: vi.fn() });

describe("the very first start", () => {
  it("shows the test pattern in one scene, with the test tone, and keeps it", async () => {
    const { collection, saved, names } = await start();
    expect({ saved, names }).toEqual({ saved: true, names: ["Main"] });
    expect(Collection.parse(collection)).toMatchObject({
      name: "Main",
      canvas: { width: 1280, height: 720 },
      scenes: [{ name: "Scene", items: [{ transform: { sizing: { mode: "contain", width: 1280, height: 720 } } }] }],
      sources: [{ name: "Test pattern", kind: "test" }],
      channels: [{ name: "Test tone", input: { kind: "test" }, volume: -12 }],
    });
    expect((await start()).collection).toEqual(collection);
  });

  it("makes of version 1 of the settings the only scene and its strips", async () => {
    const former = formerPicture({
      version: 1,
      picture: { kind: "camera", deviceId: "c", label: "Desk camera" },
      mixer: [{ id: "mic", name: "Voice", source: { kind: "microphone", deviceId: "m", label: "M" }, volume: -3, muted: true }, { id: 7 }],
    });
    const { collection } = await start({}, former);
    expect(collection.sources).toMatchObject([{ name: "Desk camera", kind: "camera", settings: { deviceId: "c", label: "Desk camera" } }]);
    expect(collection.scenes).toMatchObject([{ name: "Scene", items: [{ source: collection.sources[0]?.id }] }]);
    expect(collection.channels).toMatchObject([{ id: "mic", name: "Voice", volume: -3, muted: true, input: { kind: "microphone", deviceId: "m" } }]);
    expect((await folder.load("Main"))?.collection).toEqual(collection);
    // Only once: what was edited since is not overwritten.
    await folder.save(aCollection());
    expect((await start({}, former)).collection).toEqual(aCollection());
  });
});

describe("the command line", () => {
  beforeEach(async () => {
    for (const name of ["Main", "Game"]) await folder.save(aCollection({ name }));
  });

  it("opens a collection at a scene", async () => {
    const { collection, saved } = await start({ collection: "game", scene: "PAUSE" });
    expect(saved).toBe(true);
    expect(collection).toEqual(aCollection({ name: "Game", program: "pause" }));
  });

  it("says which collections and scenes there are instead", async () => {
    await expect(start({ collection: "Gmae" })).rejects.toThrow("--collection: there is no scene collection “Gmae”; there are “Game” and “Main”");
    await expect(start({ scene: "End" })).rejects.toThrow("--scene: there is no scene “End” in “Main”; there are “Talk” and “Pause”");
  });

  it("puts together one of its own, which is not saved", async () => {
    const { collection, saved, names } = await start({
      sources: { picture: { kind: "screen", sourceId: "", label: "" }, audio: [] },
      overrides: { size: { width: 640, height: 360 } },
    });
    expect({ saved, names }).toEqual({ saved: false, names: ["Game", "Main"] });
    expect(collection).toMatchObject({ name: "Command line", canvas: { width: 640, height: 360 }, sources: [{ kind: "screen" }], channels: [] });
    expect(await folder.names()).toEqual(["Game", "Main"]);
  });

  it("keeps the saved sounds with a picture, the saved scenes with a sound", async () => {
    const pictured = await start({ sources: { picture: { kind: "test" }, audio: null } });
    expect(pictured.collection.channels.map(({ id }) => id)).toEqual(["mic"]);
    const sounding = await start({ collection: "Game", scene: "Pause", sources: { picture: null, audio: [{ kind: "test" }] } });
    expect(sounding.collection).toMatchObject({ name: "Command line", program: "pause", scenes: aCollection().scenes, channels: [{ input: { kind: "test" } }] });
    expect(sounding.saved).toBe(false);
  });

  it("never takes a saved one's name", async () => {
    await folder.save(aCollection({ name: "command line" }));
    expect((await start({ sources: { picture: { kind: "test" }, audio: null } })).collection.name).toBe("Command line 2");
  });
});

it("begins with the first there is when the last one is gone", async () => {
  await folder.save(aCollection({ name: "Zoo" }));
  await folder.save(aCollection({ name: "Game" }));
  expect((await start()).collection.name).toBe("Game");
});
