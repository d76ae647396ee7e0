import { join } from "node:path";
import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { gif } from "../../../e2e/peers/gif";
import { openChromium, openElectron, type OpenedPage } from "../../stage/stand/browsers.fixture";
import { type ServedStand, serveStand } from "../../stage/stand/serve";
import type { Look } from "./messages";
import type { sources as Sources } from "./stand";

declare global {
  // What stand.ts puts on the page; only inside page.evaluate.
  var sources: typeof Sources;
}

type Spots = [number, number][];

const AT = 1_770_000_000_000;
const RED = [63, 102, 240, 255];
const GREEN = [173, 42, 26, 255];
const BLUE = [32, 240, 118, 255];
const WHITE = [235, 128, 128, 255];
const CLEAR = [16, 128, 128, 0];

let served: ServedStand;
let page: Page;
let faults: string[] = [];
beforeAll(async () => {
  served = await serveStand(import.meta.dirname);
}, 120_000);
afterAll(() => served.close());

const browsers: [string, () => Promise<OpenedPage>][] = [
  ["Chromium", () => openChromium()],
  ["Electron", () => openElectron(join(import.meta.dirname, "electron-stand.cjs"), "about:blank")],
];

const write = (path: string, bytes: Buffer): Promise<void> =>
  page.evaluate(([p, b]) => sources.write(p, b), [path, bytes.toString("base64")] as const);
const open = (kind: string, settings: Record<string, unknown>): Promise<void> =>
  page.evaluate(([k, s]) => sources.open(k, s as never), [kind, settings] as const);
const look = (at: number, spots: Spots = []): Promise<Look> => page.evaluate(([a, s]) => sources.look(a, s), [at, spots] as const);
const next = (at: number, version: number | null, spots: Spots = []): Promise<Look> =>
  page.evaluate(([a, v, s]) => sources.next(a, v, s), [at, version, spots] as const);
const told = (phase: "starting" | "showing" | "lost" | "failed", count = 1) =>
  page.evaluate(([p, c]) => sources.told(p, c), [phase, count] as const);

/** A picture of four quarters, red, green, blue and white, as the browser writes it. */
async function quarters(type: string, size: { width: number; height: number }, whiteAlpha = 1): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([type, { width, height }, alpha]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no canvas");
      ["#f00", "#0f0", "#00f", `rgb(255 255 255 / ${alpha})`].forEach((colour, i) => {
        context.fillStyle = colour;
        context.fillRect(((i % 2) * width) / 2, ((i >> 1) * height) / 2, width / 2, height / 2);
      });
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality: 1 })).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    },
    [type, size, whiteAlpha] as const,
  );
  return Buffer.from(base64, "base64");
}

function expectNear(seen: readonly (readonly number[])[], wanted: readonly (readonly number[])[], by: number): void {
  wanted.forEach((pixel, i) => {
    pixel.forEach((value, part) => {
      expect(Math.abs((seen[i]?.[part] ?? -99) - value), `${JSON.stringify(seen)} for ${JSON.stringify(wanted)}`).toBeLessThanOrEqual(by);
    });
  });
}

describe.each(browsers)("in %s", (_name, start) => {
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ page, close } = await start());
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
  }, 120_000);
  afterAll(() => close());

  beforeEach(async () => {
    faults = [];
    await page.goto(served.url);
  });
  afterEach(async () => {
    // Whatever a picture took from the stage's memory it gives back.
    expect((await page.evaluate(() => sources.close())).used).toBe(0);
    expect(await page.evaluate(() => [sources.watched, sources.faults])).toEqual([[], []]);
    expect(faults).toEqual([]);
  });

  describe("an image", () => {
    const middles: Spots = [[16, 8], [48, 8], [16, 24], [48, 24]];
    const size = { width: 64, height: 32 };

    it.each([
      ["image/png", 0],
      ["image/webp", 2],
      ["image/jpeg", 2],
    ])("shows %s by what it is, whatever its name", async (type, by) => {
      await write("/any.png", await quarters(type, size));
      await open("image", { file: "/any.png" });
      const shown = await next(AT, null, middles);
      expect(shown).toMatchObject({ size, layer: size, opaque: true });
      expectNear(shown.spots, [RED, GREEN, BLUE, WHITE], by);
      expect(await told("showing")).toEqual({ phase: "showing", problem: null });
      expect((await look(AT + 60_000)).version).toBe(shown.version);
    });

    it("keeps alpha", async () => {
      await write("/a.png", await quarters("image/png", size, 0.5));
      await open("image", { file: "/a.png" });
      const shown = await next(AT, null, middles);
      expect(shown.opaque).toBe(false);
      expectNear(shown.spots, [RED, GREEN, BLUE, [126, 128, 128, 128]], 1);
    });

    it("turns a photograph as its camera was held", async () => {
      const plain = await quarters("image/jpeg", size);
      // APP1 with one EXIF entry: orientation 6, to be turned by 90° clockwise.
      const exif = Buffer.from("ffe1002245786966000049492a00080000000100120103000100000006000000000000000000", "hex");
      await write("/photo.jpg", Buffer.concat([plain.subarray(0, 2), exif, plain.subarray(2)]));
      await open("image", { file: "/photo.jpg" });
      const shown = await next(AT, null, [[8, 16], [24, 16], [8, 48], [24, 48]]);
      expect(shown.size).toEqual({ width: 32, height: 64 });
      expectNear(shown.spots, [BLUE, RED, WHITE, GREEN], 2);
    });

    it("holds a huge one at no more than twice the canvas, but shows it at its own size", async () => {
      await write("/huge.png", await quarters("image/png", { width: 6000, height: 1500 }));
      await open("image", { file: "/huge.png" });
      const shown = await next(AT, null, [[100, 40], [500, 40], [100, 120], [500, 120]]);
      expect(shown).toMatchObject({ size: { width: 6000, height: 1500 }, layer: { width: 640, height: 160 } });
      expectNear(shown.spots, [RED, GREEN, BLUE, WHITE], 1);
    });

    const frames = [
      { colour: [255, 0, 0], centiseconds: 20 },
      { colour: [0, 255, 0], centiseconds: 50 },
      { colour: [0, 0, 255], centiseconds: 1 },
    ] as const;

    /** What is shown at each moment, which the stage reaches in order and waits at until the next frame is ready. */
    async function film(moments: readonly number[], changes: readonly boolean[]): Promise<(number[] | undefined)[]> {
      const seen = [];
      let version: number | null = null;
      for (const [i, moment] of moments.entries()) {
        const shown: Look = changes[i] ? await next(AT + moment, version, [[5, 5]]) : await look(AT + moment, [[5, 5]]);
        version = shown.version;
        seen.push(shown.spots[0] as number[] | undefined);
      }
      return seen;
    }

    it("moves a GIF by its own timing, a hasty frame as browsers do, over and over", async () => {
      await write("/moving.gif", gif(20, 10, frames, 0));
      await open("image", { file: "/moving.gif" });
      const seen = await film(
        [0, 199, 200, 699, 700, 799, 800, 999, 1000, 1499, 1500],
        [true, false, true, false, true, false, true, false, true, false, true],
      );
      expect(seen).toEqual([RED, RED, GREEN, GREEN, BLUE, BLUE, RED, RED, GREEN, GREEN, BLUE]);
    });

    it("plays a GIF as often as it says", async () => {
      await write("/twice.gif", gif(20, 10, frames, 2));
      await open("image", { file: "/twice.gif" });
      const seen = await film([0, 200, 700, 800, 1000, 1500, 60_000, 120_000], [true, true, true, true, true, true, false, false]);
      expect(seen).toEqual([RED, GREEN, BLUE, RED, GREEN, BLUE, BLUE, BLUE]);
    });

    it("goes on, and does not hurry, after nobody looked for a while", async () => {
      await write("/moving.gif", gif(20, 10, frames, 0));
      await open("image", { file: "/moving.gif" });
      const seen = await film([0, 60_000, 60_499, 60_500], [true, true, false, true]);
      expect(seen).toEqual([RED, GREEN, GREEN, BLUE]);
    });

    it("shows a file that was written again, and the old one while the new is damaged", async () => {
      await write("/logo.png", await quarters("image/png", size));
      await open("image", { file: "/logo.png" });
      const first = await next(AT, null, [[16, 8]]);
      expect(first.spots).toEqual([RED]);
      await write("/logo.png", Buffer.from("not an image"));
      expect(await told("failed")).toMatchObject({ problem: { code: "image-unreadable", subject: "logo.png" } });
      expect((await look(AT, [[16, 8]])).spots).toEqual([RED]);
      await write("/logo.png", gif(8, 8, [{ colour: [0, 0, 255], centiseconds: 0 }], 1));
      const second = await next(AT, first.version, [[3, 3]]);
      expect(second).toMatchObject({ size: { width: 8, height: 8 }, spots: [BLUE] });
      await told("showing", 2);
    });

    it("says what is wrong with a file, and shows it once it is there", async () => {
      await open("image", { file: "/later.png" });
      expect(await told("lost")).toEqual({ phase: "lost", problem: { code: "file-missing", subject: "/later.png" } });
      expect((await look(AT)).layer).toBeNull();
      const whole = await quarters("image/png", size);
      await write("/later.png", whole.subarray(0, 60));
      expect(await told("failed")).toMatchObject({ problem: { code: "image-unreadable" } });
      await write("/later.png", whole);
      expect((await next(AT, null, [[16, 8]])).spots).toEqual([RED]);
    });
  });

  describe("a slideshow", () => {
    const files = ["/red.png", "/none.png", "/tall.png"];
    beforeEach(async () => {
      await write("/red.png", gif(32, 18, [{ colour: [255, 0, 0], centiseconds: 0 }], 1));
      await write("/tall.png", gif(18, 18, [{ colour: [0, 255, 0], centiseconds: 0 }], 1));
    });
    const spots: Spots = [[160, 90], [10, 90]];

    it("fits each slide, skips what cannot be shown, and fades over its alpha too", async () => {
      await open("slideshow", { files, interval: 2, fade: 1000 });
      const first = await next(AT, null, spots);
      expect(first).toMatchObject({ size: { width: 320, height: 180 }, opaque: true, spots: [RED, RED] });
      await told("showing", 2);
      expect((await look(AT + 1999)).version).toBe(first.version);
      await look(AT + 2000);
      const half = await look(AT + 2500, spots);
      expectNear(half.spots, [[118, 72, 133, 255], [40, 115, 184, 128]], 1);
      expect(half.opaque).toBe(false);
      const second = await look(AT + 3000, spots);
      expect(second.spots).toEqual([GREEN, CLEAR]);
      // The first again, 2 s after it was there in full.
      expect((await look(AT + 4999, spots)).spots).toEqual([GREEN, CLEAR]);
      await told("showing", 3);
      await look(AT + 5000);
      expect((await look(AT + 6000, spots)).spots).toEqual([RED, RED]);
    });

    it("cuts, and stays on the last one", async () => {
      await open("slideshow", { files, interval: 1, transition: "cut", order: "once" });
      await next(AT, null);
      await told("showing", 2);
      expect((await look(AT + 999, spots)).spots).toEqual([RED, RED]);
      expect((await look(AT + 1000, spots)).spots).toEqual([GREEN, CLEAR]);
      expect((await look(AT + 60_000, spots)).spots).toEqual([GREEN, CLEAR]);
    });

    it("says when there is nothing to show", async () => {
      await open("slideshow", { files: ["/none.png", "/neither.png"] });
      expect(await told("failed")).toMatchObject({ problem: { code: "file-missing", subject: "/neither.png" } });
      await open("slideshow", {});
      expect((await look(AT)).layer).toBeNull();
    });
  });

  describe("a text", () => {
    /** Where a text's letters are: each pixel's alpha, row by row, of a text that was opened. */
    async function letters(settings: Record<string, unknown>): Promise<{ look: Look; rows: number[][] }> {
      await open("text", settings);
      const { size } = await next(AT, null);
      const spots: Spots = [];
      for (let y = 0; y < size.height; y++) for (let x = 0; x < size.width; x++) spots.push([x, y]);
      const shown = await look(AT, spots);
      const rows = Array.from({ length: size.height }, (_, y) => shown.spots.slice(y * size.width, (y + 1) * size.width).map((p) => p[3]));
      return { look: shown, rows };
    }
    const ink = (rows: number[][]): number => rows.flat().reduce((sum, alpha) => sum + alpha, 0) / 255;

    it("is as large as its letters, in its colour, see-through around them", async () => {
      const { look: shown, rows } = await letters({ text: "Il", size: 40, colour: "#ff0000" });
      expect(shown.size.width).toBeGreaterThan(10);
      expect(shown.size.height).toBeGreaterThan(40);
      expect(ink(rows)).toBeGreaterThan(100);
      expect(shown.spots[0]).toEqual(CLEAR);
      const full = shown.spots.filter((pixel) => pixel[3] === 255);
      expect(full.length).toBeGreaterThan(50);
      expect(new Set(full.map(([y]) => y))).toEqual(new Set([RED[0]]));
      const longer = await letters({ text: "Il Il", size: 40 });
      expect(longer.look.size.width).toBeGreaterThan(1.8 * shown.size.width);
      const lines = await letters({ text: "Il\nIl\n", size: 40 });
      expect(lines.look.size).toEqual({ width: shown.size.width, height: 2 * shown.size.height });
    });

    it("has the bundled fonts, Korean too, and the system's", async () => {
      // A letter that no font has is an empty box: always the same.
      const drawn = async (text: string, font?: string): Promise<string> => JSON.stringify((await letters({ text, size: 30, ...(font !== undefined && { font }) })).rows);
      expect(await drawn("가")).not.toBe(await drawn("나"));
      expect(await drawn("agR")).not.toBe(await drawn("agR", "DejaVu Sans"));
      expect(await drawn("agR")).toBe(await drawn("agR", "No such font"));
    });

    it("is bold, outlined, and on a ground", async () => {
      const plain = await letters({ text: "Ma", size: 40 });
      const bold = await letters({ text: "Ma", size: 40, bold: true });
      expect(ink(bold.rows)).toBeGreaterThan(1.2 * ink(plain.rows));
      const outlined = await letters({ text: "Ma", size: 40, outline: 4, outlineColour: "#0000ff" });
      expect(outlined.look.size).toEqual({ width: plain.look.size.width + 8, height: plain.look.size.height + 8 });
      expect(ink(outlined.rows)).toBeGreaterThan(1.5 * ink(plain.rows));
      expect(outlined.look.spots.some(([y, , , alpha]) => alpha === 255 && y === BLUE[0])).toBe(true);
      const grounded = await letters({ text: "Ma", size: 40, background: true, backgroundColour: "#00ff0080", padding: 10 });
      expect(grounded.look.size).toEqual({ width: plain.look.size.width + 20, height: plain.look.size.height + 20 });
      expect(grounded.look.spots[0]?.[3]).toBe(128);
    });

    it("stands left, in the middle or right", async () => {
      const left = (rows: number[][], from: number, to: number): number => Math.min(...rows.slice(from, to).map((row) => row.findIndex((alpha) => alpha > 100)).filter((x) => x >= 0));
      const gaps = [];
      for (const align of ["left", "centre", "right"]) {
        const { rows } = await letters({ text: "I\nMMMM", size: 40, align });
        gaps.push(left(rows, 0, rows.length / 2));
      }
      const [start = 0, middle = 0, end = 0] = gaps;
      expect(start).toBeLessThan(8);
      expect(middle - start).toBeGreaterThan(30);
      expect(Math.abs(end - middle - (middle - start))).toBeLessThanOrEqual(2);
    });

    it("is broken into lines of a set width, between Korean letters too, and as wide as that", async () => {
      const sizeOf = async (settings: Record<string, unknown>) => {
        await open("text", { text: "잠시 후에 돌아옵니다", size: 40, ...settings });
        return (await next(AT, null)).size;
      };
      const whole = await sizeOf({});
      const wrapped = await sizeOf({ wrap: true, width: 160 });
      expect(wrapped.height).toBe(3 * whole.height);
      expect(wrapped.width).toBeGreaterThanOrEqual(160);
      expect(wrapped.width).toBeLessThan(170);
      // A short text takes the same room, and stands in it as it is aligned.
      const { rows } = await letters({ text: "끝", size: 16, wrap: true, width: 80, align: "right" });
      expect(Math.min(...rows.map((row) => row.findIndex((alpha) => alpha > 100)).filter((x) => x >= 0))).toBeGreaterThan(60);
    });

    it("follows a file, in UTF-16 too, and keeps its last words when it is gone", async () => {
      await write("/title.txt", Buffer.from("Now"));
      await open("text", { from: "file", file: "/title.txt", size: 40 });
      const first = await next(AT, null);
      await write("/title.txt", Buffer.from("Now playing\r\n"));
      const second = await next(AT, first.version);
      expect(second.size.width).toBeGreaterThan(2 * first.size.width);
      expect(second.size.height).toBe(first.size.height);
      await write("/title.txt", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("Now", "utf16le")]));
      const third = await next(AT, second.version);
      expect(third.size).toEqual(first.size);
      await write("/title.txt", Buffer.from(" \n"));
      await told("showing", 4);
      await page.evaluate(async (at) => {
        while ((await sources.look(at)).layer !== null);
      }, AT);
    });
  });
});
