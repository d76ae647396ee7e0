import { join } from "node:path";
import { setInterval } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { newChannel } from "../electron/contract/channel";
import type { Collection } from "../electron/contract/collection";
import { filling, newItem } from "../electron/contract/scene";
import { defaultSettings } from "../electron/contract/settings";
import { probe } from "./peers/ffprobe";
import { loudest } from "./peers/loudness";
import { BARS, colourError, type Picture, pictureAt, picturesOf, type Rgb } from "./peers/picture";
import { expectInStep, expectUnbroken } from "./received";
import { expect, outputList, storeCollections, storeSettings, type StudioRun, test } from "./studio";

const canvas = { width: 1280, height: 720 };
/** What 8 bits in limited range and a lossy codec may do to a flat colour, of 255. */
const COLOUR_LIMIT = 6;

const ground = { code: "#206040", rgb: [0x20, 0x60, 0x40] } as const;
const card = { code: "#c03020", rgb: [0xc0, 0x30, 0x20] } as const;

const empty: Collection = {
  ...{ version: 1, name: "Main", canvas, transition: { kind: "cut" }, program: "scene", sources: [] },
  scenes: [{ id: "scene", name: "Scene", items: [], transition: null }],
  channels: [newChannel("tone", "Tone", { kind: "test" })],
};

test("a scene of three sources is built by mouse and received so, each channel recorded alone", async ({ folder, ingest, open }) => {
  const userData = join(folder, "own");
  const muted = { ...newChannel("voice", "민지 (진행)", { kind: "test" }), muted: true };
  await storeCollections(userData, { ...empty, channels: [muted, ...empty.channels] });
  await storeSettings(userData, JSON.stringify({ ...defaultSettings, recording: { ...defaultSettings.recording, tracks: "channels" } }));
  const recording = join(folder, "tracks.mkv");
  const studio = await open(["--output", await outputList(folder, [`${ingest.server}/key`, recording])], { userData });
  const { page } = studio;
  await studio.status("to be on air", (line) => line.broadcast.phase === "onAir");

  await addByMouse(page, "Colour");
  await page.getByRole("dialog").getByLabel("Colour", { exact: true }).fill(ground.code);
  await page.getByRole("button", { name: "Done" }).click();
  await addByMouse(page, "Test pattern");
  // The corner lies against the middle of the canvas from a few px away.
  await drag(page, [1280, 720], [636, 358]);
  await addByMouse(page, "Colour");
  await page.getByRole("dialog").getByLabel("Colour", { exact: true }).fill(card.code);
  await page.getByRole("button", { name: "Done" }).click();
  await drag(page, [1280, 720], [320, 180]);
  await drag(page, [160, 90], [1122, 628]);

  await expectComposed(studio, () => ingest.recordings("key"));
  const [flv = ""] = await ingest.recordings("key");
  expect(await sounds(flv)).toHaveLength(1);
  expect(await sounds(recording)).toEqual(["Program", muted.name, "Tone"]);
  const [program = NaN, voice = NaN, tone = NaN] = await Promise.all([0, 1, 2].map((track) => loudest(recording, 0, null, track)));
  expect(program).toBeGreaterThan(-30);
  expect(Math.abs(tone - program)).toBeLessThan(1);
  expect(voice).toBeLessThan(-80);
});

test("a scene of three sources is built by keyboard and received so", async ({ folder, ingest, open }) => {
  const userData = join(folder, "own");
  await storeCollections(userData, empty);
  const studio = await open(["--output", await outputList(folder, [`${ingest.server}/key`])], { userData });
  const { page } = studio;
  await studio.status("to be on air", (line) => line.broadcast.phase === "onAir");

  await addByKeyboard(page, /^Colour$/);
  await type(page, "Colour", ground.code);
  await page.keyboard.press("Escape");
  await addByKeyboard(page, /^Test pattern$/);
  await page.keyboard.press("Control+E");
  await type(page, "Width", "640");
  await type(page, "Height", "360");
  await page.keyboard.press("Escape");
  await addByKeyboard(page, /^Colour$/);
  await type(page, "Colour", card.code);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+E");
  await type(page, "Left", "951");
  await type(page, "Top", "540");
  await type(page, "Width", "320");
  await type(page, "Height", "180");
  await page.keyboard.press("Escape");
  await tabTo(page, /^Canvas/);
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("ArrowLeft");

  await expectComposed(studio, () => ingest.recordings("key"));
});

test("a hundred switches at five a second leave nothing out", async ({ folder, ingest, open }, info) => {
  test.setTimeout(120_000);
  const switches = 100;
  const userData = join(folder, "own");
  // The same pattern in both scenes, so that every flash is seen, and mirrored in one, so that every switch is.
  const mirrored = { ...filling(canvas), flip: { horizontal: true, vertical: false } };
  await storeCollections(userData, {
    ...empty,
    program: "one",
    sources: [{ id: "bars", name: "Bars", kind: "test", settings: {}, filters: [] }],
    scenes: [
      { id: "one", name: "One", items: [newItem("a", "bars", filling(canvas))], transition: null },
      { id: "two", name: "Two", items: [newItem("b", "bars", mirrored)], transition: null },
    ],
  });
  const studio = await open(["--output", await outputList(folder, [`${ingest.server}/key`])], { userData });
  await studio.status("to be on air", (line) => line.broadcast.phase === "onAir" && line.program.frames > 60);
  const pace = setInterval(200)[Symbol.asyncIterator]();
  for (let done = 1; done <= switches; done += 1) {
    await pace.next();
    await studio.page.keyboard.press(done % 2 === 1 ? "Control+2" : "Control+1");
  }
  await pace.return?.();
  const { program } = await studio.goesOn(60);
  expect(await studio.quit()).toBe(0);

  expect(program.dropped).toBe(0);
  const [flv = ""] = await ingest.recordings("key");
  expect(await expectUnbroken(flv, 30)).toBeGreaterThan((switches * 30) / 5);
  const offsets = await expectInStep(flv, 8);
  info.annotations.push({ type: "A/V offset in ms", description: offsets.map((ms) => ms.toFixed(0)).join(" ") });
  expect(turns(await picturesOf(flv, 30)), "switches that were received").toBe(switches);
});

/** How often the pattern changed sides; flashes, which show neither, are passed over. */
function turns(pictures: readonly Picture[]): number {
  const [first] = BARS;
  const last = BARS.at(-1);
  const sides = pictures.flatMap((picture) => {
    const left = picture.colour(0.07, 0.3, 1);
    if (first !== undefined && colourError(left, first) < 60) return ["one"];
    return last !== undefined && colourError(left, last) < 60 ? ["two"] : [];
  });
  return sides.filter((side, at) => at > 0 && side !== sides[at - 1]).length;
}

/** Ends the run and checks what was received at last: bars in a quarter, a card in the lower right corner, ground around. */
async function expectComposed(studio: StudioRun, recordings: () => Promise<string[]>): Promise<void> {
  await studio.goesOn(75);
  expect(await studio.quit()).toBe(0);
  const [flv = ""] = await recordings();
  const pictures = await expectUnbroken(flv, 30);
  // The last picture before a flash might be one: the one here is in the middle of two.
  const picture = await pictureAt(flv, pictures / 30 - 1);
  const white: Rgb = [255, 255, 255];
  const shown = colourError(picture.colour(0.25, 0.15), white) < 40 ? await pictureAt(flv, pictures / 30 - 1.5) : picture;
  BARS.forEach((bar, at) => expect(colourError(shown.colour((at + 0.5) / BARS.length / 2, 0.15), bar), `bar ${at}`).toBeLessThanOrEqual(COLOUR_LIMIT));
  const places: [number, number, Rgb][] = [
    ...([[1270, 710, card.rgb], [966, 546, card.rgb], [1120, 630, card.rgb]] as [number, number, Rgb][]),
    ...([[954, 630, ground.rgb], [1120, 534, ground.rgb], [646, 180, ground.rgb], [320, 366, ground.rgb], [1270, 10, ground.rgb], [10, 710, ground.rgb]] as [number, number, Rgb][]),
  ];
  for (const [x, y, wanted] of places) {
    expect(colourError(shown.colour(x / canvas.width, y / canvas.height), wanted), `colour at ${x}, ${y}`).toBeLessThanOrEqual(COLOUR_LIMIT);
  }
}

/** What the sounds of a file are called, in their order. */
async function sounds(file: string): Promise<(string | undefined)[]> {
  return (await probe(file)).streams.filter((stream) => stream.codec_type === "audio").map(({ tags }) => tags?.title);
}

async function addByMouse(page: Page, kind: string): Promise<void> {
  await page.getByRole("region", { name: "Sources" }).getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("region", { name: "New" }).getByRole("button", { name: kind, exact: true }).click();
}

/** From one place of the canvas to another, in its px. */
async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await page.getByLabel("Program picture").boundingBox();
  if (box === null) throw new Error("The program is not shown");
  const at = ([x, y]: readonly [number, number]) => [box.x + (x * box.width) / canvas.width, box.y + (y * box.height) / canvas.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 8 });
  await page.mouse.up();
}

async function addByKeyboard(page: Page, kind: RegExp): Promise<void> {
  await page.keyboard.press("Control+Shift+A");
  await expect(page.getByRole("dialog", { name: "Add a source" })).toBeVisible();
  await tabTo(page, kind);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Add a source" })).toBeHidden();
}

/** Walks to a field by Tab and types over what is in it. */
async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, new RegExp(`^${label}`));
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
}

async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    const here = await page.evaluate(() => {
      const focused = document.activeElement;
      const labels = focused instanceof HTMLInputElement ? [...(focused.labels ?? [])].map((label) => label.textContent) : [];
      return [...labels, focused?.getAttribute("aria-label"), focused?.textContent].join(" ").trim();
    });
    if (name.test(here)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${name}`);
}
