import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { newChannel } from "../electron/contract/channel";
import { Collection } from "../electron/contract/collection";
import type { StudioCommand } from "../electron/contract/hotkey";
import { filling, newItem, type Scene } from "../electron/contract/scene";
import { defaultSettings, Settings } from "../electron/contract/settings";
import { loudest } from "./peers/loudness";
import { colourError, type Picture, pictureAt, type Rgb } from "./peers/picture";
import { until } from "./peers/until";
import { expect, storeCollections, storeSettings, type StudioRun, test } from "./studio";

const canvas = { width: 1280, height: 720 };
/** What 8 bits in limited range and a lossy codec may do to a flat colour, of 255. */
const COLOUR_LIMIT = 6;

const colours: Record<string, { code: string; rgb: Rgb }> = {
  Opening: { code: "#c03020", rgb: [0xc0, 0x30, 0x20] },
  Talk: { code: "#2040b0", rgb: [0x20, 0x40, 0xb0] },
  Pause: { code: "#30a050", rgb: [0x30, 0xa0, 0x50] },
};

/** A collection with a scene of one colour each, cut between; the ids are the names. */
function coloured(name: string): Collection {
  const names = Object.keys(colours);
  return {
    ...{ version: 1, name, canvas, transition: { kind: "cut" }, program: "Opening" },
    scenes: names.map((id): Scene => ({ id, name: id, items: [newItem(`${id} item`, `${id} colour`, filling(canvas))], transition: null })),
    sources: names.map((id) => ({ id: `${id} colour`, name: id, kind: "colour", settings: { colour: colours[id]?.code ?? "" }, filters: [] })),
    channels: [newChannel("tone", "Tone", { kind: "test" })],
  };
}

async function stored(userData: string, name: string): Promise<Collection> {
  return Collection.parse(JSON.parse(await readFile(join(userData, "collections", `${name}.json`), "utf8")));
}

/** What main tells the window when a hotkey is pressed. */
async function command(studio: StudioRun, what: StudioCommand): Promise<void> {
  await studio.app.evaluate(
    ({ BrowserWindow }, sent) => BrowserWindow.getAllWindows()[0]?.webContents.send("tallylight:notice", "studio.command", sent),
    what,
  );
}

function shows(picture: Picture, scene: string): boolean {
  return colourError(picture.colour(0.5, 0.5), colours[scene]?.rgb ?? [0, 0, 0]) <= COLOUR_LIMIT;
}

test("starts with a collection at a scene, switches, and keeps where it was", async ({ folder, open }) => {
  const userData = join(folder, "own");
  await storeCollections(userData, coloured("Main"), coloured("Friday night"));
  const file = join(folder, "switched.mkv");
  const studio = await open(["--collection", "Friday night", "--scene", "Talk", "--output", file], { userData });
  await studio.status("the recording to run", (line) => line.recordings[0]?.phase === "recording");
  await studio.goesOn(45);
  await command(studio, { do: "scene", scene: "Pause" });
  await until("the switch to be on disk", async () => ((await stored(userData, "Friday night")).program === "Pause" ? true : null));
  const { program } = await studio.goesOn(45);
  expect(await studio.quit()).toBe(0);

  expect(shows(await pictureAt(file, 1), "Talk"), "the scene of the command line").toBe(true);
  expect(shows(await pictureAt(file, program.frames / 30 - 0.5), "Pause"), "the scene that was switched to").toBe(true);
  expect(await stored(userData, "Friday night")).toEqual({ ...coloured("Friday night"), program: "Pause" });
  expect(await stored(userData, "Main")).toEqual(coloured("Main"));
});

test("what is edited at the last moment is kept", async ({ folder, open }) => {
  const userData = join(folder, "own");
  await storeCollections(userData, coloured("Main"));
  const studio = await open([], { userData });
  await command(studio, { do: "mute", channel: "tone" });
  await command(studio, { do: "scene", scene: "Talk" });
  expect(await studio.quit()).toBe(0);
  expect(await stored(userData, "Main")).toMatchObject({ program: "Talk", channels: [{ muted: true }] });
});

test("says which collections and scenes there are instead of those asked for", async ({ folder, run }) => {
  const userData = join(folder, "own");
  await storeCollections(userData, coloured("Main"), coloured("Friday night"));
  const missing = await (await run(["--collection", "Fryday"], { userData })).ended();
  expect(missing.stderr).toContain("--collection: there is no scene collection “Fryday”; there are “Friday night” and “Main”");
  expect(missing.code).toBe(2);
  const scene = await (await run(["--scene", "Applause"], { userData })).ended();
  expect(scene.stderr).toContain("--scene: there is no scene “Applause” in “Main”; there are “Opening”, “Talk” and “Pause”");
  expect(scene.code).toBe(2);
});

test("--source shows something else for one run, and what is saved stays as it is", async ({ folder, run }) => {
  const userData = join(folder, "own");
  await storeCollections(userData, coloured("Main"));
  const file = join(folder, "source.mkv");
  const flags = ["--source", "test", "--audio", "none", "--hidden", "--output", file, "--duration", "2"];
  expect((await (await run(flags, { userData })).ended()).code).toBe(0);
  for (const scene of Object.keys(colours)) expect(shows(await pictureAt(file, 1), scene)).toBe(false);
  expect(await readdir(join(userData, "collections"))).toEqual(["Main.json"]);
  expect(await stored(userData, "Main")).toEqual(coloured("Main"));
});

test("settings of version 1 become the first collection", async ({ folder, run }) => {
  const userData = join(folder, "own");
  const { video, encoder, recording, destinations, minimizeToTray, collection } = defaultSettings;
  const before = { picture: { kind: "test" }, mixer: [{ id: "voice", name: "Voice", source: { kind: "test" }, volume: -20, muted: true }] };
  await storeSettings(userData, JSON.stringify({ version: 1, video, encoder, recording, destinations, minimizeToTray, ...before }));
  const { code, stderr } = await (await run(["--rehearse", "--hidden", "--duration", "1"], { userData })).ended();
  expect(code).toBe(0);
  expect(stderr).not.toContain("damaged");
  const made = await stored(userData, collection);
  expect(made.scenes).toMatchObject([{ name: "Scene", items: [{ visible: true }] }]);
  expect(made.channels).toMatchObject([{ id: "voice", name: "Voice", volume: -20, muted: true }]);
});

test("a hotkey switches scenes while another window has the focus, and one that is taken is told", async ({ folder, display, open }) => {
  const userData = join(folder, "own");
  const screen = await display("1280x800");
  await storeCollections(userData, coloured("Main"));
  const settings: Settings = { ...defaultSettings, hotkeys: [{ keys: "CommandOrControl+F6", action: { do: "scene", scene: "Pause" } }] };
  await storeSettings(userData, JSON.stringify(Settings.parse(settings)));
  const env = { DISPLAY: screen };
  const studio = await open(["--rehearse"], { userData, env });
  await studio.goesOn(5);
  await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await promisify(execFile)("xdotool", ["key", "ctrl+F6"], { env: { ...process.env, ...env } });
  await until("the switch to be on disk", async () => ((await stored(userData, "Main")).program === "Pause" ? true : null));

  // Another program on the same desktop: the keys are the first one's.
  const other = join(folder, "other");
  await storeCollections(other, coloured("Main"));
  await storeSettings(other, JSON.stringify(settings));
  const second = await open([], { userData: other, env });
  await expect(second.page.getByText("The hotkey CommandOrControl+F6 does not work").first()).toBeVisible();
});

test("push-to-talk is heard while its key is held, whatever has the focus", async ({ folder, display, open }) => {
  const userData = join(folder, "own");
  const screen = await display("1280x800");
  await storeCollections(userData, coloured("Main"));
  const hotkeys: Settings["hotkeys"] = [{ keys: "CommandOrControl+F8", action: { do: "push-to-talk", channel: "tone" } }];
  await storeSettings(userData, JSON.stringify({ ...defaultSettings, hotkeys }));
  const env = { DISPLAY: screen };
  const file = join(folder, "talk.mkv");
  const studio = await open(["--output", file], { userData, env });
  await studio.status("the recording to run", (line) => line.recordings[0]?.phase === "recording");
  await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const key = (what: string) => promisify(execFile)("xdotool", [what, "ctrl+F8"], { env: { ...process.env, ...env } });
  const seconds = async (frames: number) => (await studio.goesOn(frames)).program.frames / 30;
  const before = await seconds(90);
  await key("keydown");
  const held = await seconds(120);
  await key("keyup");
  const after = await seconds(120);
  expect(await studio.quit()).toBe(0);

  // The tone beeps every 2 s, so there is one in each of these parts, to be heard or not.
  expect(await loudest(file, 0, before), "before").toBeLessThan(-60);
  expect(await loudest(file, held - 3, 3), "while it is held").toBeGreaterThan(-30);
  expect(await loudest(file, after - 3, 3), "after").toBeLessThan(-60);
});
