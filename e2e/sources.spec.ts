import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Collection, Source } from "../electron/contract/collection";
import { newItem, type Transform } from "../electron/contract/scene";
import { gif } from "./peers/gif";
import { colourError, type Picture, picturesOf, type Rgb } from "./peers/picture";
import { until } from "./peers/until";
import { expectUnbroken } from "./received";
import { expect, outputList, test } from "./studio";

const BLUE: Rgb = [0, 0, 255];
const RED: Rgb = [255, 0, 0];
const GREEN: Rgb = [0, 255, 0];
const YELLOW: Rgb = [255, 255, 0];
const WHITE: Rgb = [255, 255, 255];
/** Half white over blue. */
const PALE: Rgb = [128, 128, 255];
/** What 8 bits in limited range and a lossy codec may do to a flat colour, of 255. */
const COLOUR_LIMIT = 8;

/** A page as overlays are: see-through, moved by script; green where it has no privilege of ours, and dressed by CSS from outside. */
const PAGE = `<!doctype html>
<style>div { position: absolute; width: 100px; height: 100px; top: 50px }</style>
<div style="left: 50px; background: rgb(255 255 255 / 0.5)"></div>
<div style="left: 250px; background: #f00" id="safe"></div>
<div style="left: 450px; background: #f00" class="dressed"></div>
<div style="left: 650px; background: #ff0" id="beat"></div>
<script>
  let beats = 0;
  setInterval(() => (beat.style.background = beats++ % 2 ? "#ff0" : "#f00"), 500);
  const refused = (asking) => asking.then(() => false, () => true);
  Promise.all([
    typeof require === "undefined" && typeof process === "undefined" && !("tallylight" in window),
    refused(navigator.mediaDevices?.getUserMedia({ video: true }) ?? Promise.reject()),
    refused(new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail))),
    window.open("/") === null,
  ]).then((all) => all.every(Boolean) && (safe.style.background = "#0f0"));
</script>`;

interface Site {
  readonly address: string;
  /** Pages given so far. */
  readonly given: () => number;
  /** Whether it answers with its page, or with an error. */
  up: boolean;
  stop(): Promise<void>;
}

async function serveSite(): Promise<Site> {
  let given = 0;
  const site = { up: true };
  const server: Server = createServer((_request, response) => {
    if (!site.up) return void response.writeHead(503).end("<body style='background: #f0f'>");
    given++;
    response.writeHead(200, { "Content-Type": "text/html" }).end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(site, {
    // Not a secure context elsewhere, so that cameras would not be there to be refused.
    address: `http://localhost:${port}/overlay?key=secret-of-the-overlay`,
    given: () => given,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

const source = (kind: string, settings: Source["settings"]): Source => ({ id: kind, name: kind, kind, settings, filters: [] });
const at = (x: number, y: number, scale = 1): Transform => ({
  ...{ x, y, anchor: { x: "left", y: "top" }, sizing: { mode: "scale", x: scale, y: scale }, rotation: 0 },
  ...{ crop: { left: 0, top: 0, right: 0, bottom: 0 }, flip: { horizontal: false, vertical: false } },
});

type Items = readonly (readonly [Source, Transform])[];

/** Lays a collection with these sources, the first lowest, where the app finds it; and a scene to stand within. */
async function store(userData: string, outer: Items, inner: Items): Promise<void> {
  const items = (of: Items) => of.map(([{ id }, transform]) => newItem(`item-${id}`, id, transform));
  const collection: Collection = {
    ...{ version: 1, name: "Sources", canvas: { width: 1280, height: 720 }, channels: [], program: "outer" },
    scenes: [
      { id: "outer", name: "Outer", items: items(outer), transition: null },
      { id: "inner", name: "Inner", items: items(inner), transition: null },
    ],
    sources: [...outer, ...inner].map(([one]) => one),
    transition: { kind: "cut" },
  };
  await mkdir(join(userData, "collections"), { recursive: true });
  await writeFile(join(userData, "collections", "Sources.json"), JSON.stringify(collection));
}

/** Whether a place of the 1280x720 picture has this colour. */
function has(picture: Picture, [x, y]: readonly [number, number], colour: Rgb): boolean {
  return colourError(picture.colour(x / 1280, y / 720, 1), colour) <= COLOUR_LIMIT;
}

/** Lengths of the runs of pictures in which a place has one of two colours, without the first and the last run. */
function runs(pictures: readonly Picture[], place: readonly [number, number], colours: readonly [Rgb, Rgb]): number[] {
  const lengths: number[] = [];
  let last = -1;
  for (const picture of pictures) {
    const now = colours.findIndex((colour) => has(picture, place, colour));
    if (now === last) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 1;
    else if (now >= 0) lengths.push(1);
    if (now >= 0) last = now;
  }
  return lengths.slice(1, -1);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

test("every kind goes live beside the others, and follows what changes outside", async ({ folder, ingest, open }) => {
  const site = await serveSite();
  const userData = join(folder, "settings");
  const title = join(folder, "title.txt");
  const logo = join(folder, "logo.gif");
  await writeFile(title, "I");
  await writeFile(logo, gif(200, 100, [{ colour: RED, centiseconds: 50 }, { colour: GREEN, centiseconds: 100 }], 0));
  const css = "body { margin: 0; background: transparent } .dressed { background: #fff !important }";
  const slides = [join(folder, "red.gif"), join(folder, "missing.gif"), join(folder, "green.gif")];
  await writeFile(slides[0] ?? "", gif(160, 90, [{ colour: RED, centiseconds: 0 }], 1));
  await writeFile(slides[2] ?? "", gif(160, 90, [{ colour: GREEN, centiseconds: 0 }], 1));
  const outer: Items = [
    [source("colour", { colour: "#0000ff" }), at(0, 0)],
    [source("web", { address: site.address, css, width: 1280, height: 720, fps: 30 }), at(0, 0)],
    [source("image", { file: logo }), at(50, 300)],
    [source("text", { from: "file", file: title, size: 80, background: true, backgroundColour: "#ffff00", colour: "#000000" }), at(50, 500)],
    [source("slideshow", { files: slides, interval: 1, transition: "cut" }), at(800, 300, 0.25)],
    [source("scene", { scene: "inner" }), at(900, 50, 0.25)],
  ];
  await store(userData, outer, [[{ ...source("colour", { colour: "#ff0000" }), id: "inner-colour" }, at(640, 0)]]);
  const list = await outputList(folder, [`${ingest.server}/key`]);
  const studio = await open(["--collection", "Sources", "--output", list], { userData });
  await studio.status("the page and a while on air", (line) => line.broadcast.phase === "onAir" && line.program.frames > 120 && site.given() > 0);
  await studio.goesOn(180);

  // As editors do it: written aside, then renamed.
  await writeFile(`${title}.new`, "IIIIIIIIIIIIIIIIIIIIIIIIIIIIII");
  await rename(`${title}.new`, title);
  await studio.goesOn(60);

  // A page that dies is loaded again, and one that is not to be had is asked for until it is.
  site.up = false;
  const before = site.given();
  const crashed = await studio.app.evaluate(({ webContents }) => {
    const pages = webContents.getAllWebContents().filter((one) => one.getType() === "offscreen" || one.isOffscreen());
    for (const page of pages) page.forcefullyCrashRenderer();
    return pages.length;
  });
  expect(crashed).toBe(1);
  await studio.goesOn(60);
  site.up = true;
  await until("the page loaded again", () => site.given() > before);
  await studio.goesOn(90);
  expect(await studio.quit()).toBe(0);
  await site.stop();

  const [flv = ""] = await ingest.recordings("key");
  await expectUnbroken(flv, 30);
  const pictures = await picturesOf(flv, 10, 1280, 720);
  const last = pictures.at(-1);
  const dressed = pictures.findIndex((picture) => has(picture, [500, 100], WHITE));
  expect(dressed, "the page in its CSS").toBeGreaterThanOrEqual(0);
  const early = pictures[dressed + 15];
  if (last === undefined || early === undefined) throw new Error("too short");
  for (const picture of [early, last]) {
    expect(has(picture, [1200, 650], BLUE), "the colour around").toBe(true);
    expect(has(picture, [100, 100], PALE), "the page see-through").toBe(true);
    expect(has(picture, [300, 100], GREEN), "the page without privileges").toBe(true);
    expect(has(picture, [60, 510], YELLOW), "the ground of the text").toBe(true);
    expect(has(picture, [980, 100], BLUE), "the left half of the inner scene, which is empty").toBe(true);
    expect(has(picture, [1140, 100], RED), "the right half of the inner scene").toBe(true);
  }
  // The text grew to the right.
  expect(has(early, [400, 510], BLUE)).toBe(true);
  expect(has(last, [400, 510], YELLOW)).toBe(true);
  // What the page looks like while it cannot be had is its last look, never an error's.
  for (const picture of pictures.slice(dressed)) expect(has(picture, [500, 100], WHITE)).toBe(true);

  // The GIF at 0.5 and 1 s, the page's beat every half second; in tenths of a second.
  const steady = pictures.slice(dressed);
  const swings = runs(steady, [150, 350], [RED, GREEN]);
  expect(swings.length).toBeGreaterThanOrEqual(6);
  // By the median: a busy machine may show one late, the next is on time again.
  const halves = [0, 1].map((half) => median(swings.filter((_, i) => i % 2 === half))).sort((a, b) => a - b);
  expect(Math.abs((halves[0] ?? 0) - 5), `GIF: ${swings.join()}`).toBeLessThanOrEqual(1);
  expect(Math.abs((halves[1] ?? 0) - 10), `GIF: ${swings.join()}`).toBeLessThanOrEqual(1);
  const slidesShown = runs(steady, [900, 350], [RED, GREEN]);
  expect(slidesShown.length).toBeGreaterThanOrEqual(6);
  expect(Math.abs(median(slidesShown) - 10), `slides: ${slidesShown.join()}`).toBeLessThanOrEqual(1);
  expect(runs(steady.slice(0, 40), [700, 100], [RED, YELLOW]).length).toBeGreaterThanOrEqual(4);
});
