import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BLOCK_FRAMES } from "../../../electron/contract/mixer";
import { BLACK } from "../planes";
import { BARS } from "../../sources/test/pattern";
import { openChromium, openElectron, type OpenedPage } from "./browsers.fixture";
import type { Seen, Spot } from "./engine";
import { encoded, quarters, writeKnownCamera } from "./known-camera";
import { type ServedStand, serveStand } from "./serve";
import type { stand as Stand } from "./stand";

declare global {
  // What stand.ts puts on the page; only inside page.evaluate.
  var stand: typeof Stand;
}

const HD = { width: 1280, height: 720, fps: 30 };
const CAMERA = { width: 640, height: 480, fps: 30 };
/** Middles of the camera's quarters, as they lie in a 640x480 program. */
const middles: Spot[] = [
  [160, 120],
  [480, 120],
  [160, 360],
  [480, 360],
];

let served: ServedStand;
let folder: string;
let film: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tallylight-stand-test-"));
  film = join(folder, "camera.y4m");
  [served] = await Promise.all([serveStand(), writeKnownCamera(film)]);
}, 120_000);
afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

const media = (): string[] => [
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-video-capture=${film}`,
];

/** The stand, opened. */
const browsers: [string, () => Promise<OpenedPage>][] = [
  [
    "Chromium",
    async () => {
      const opened = await openChromium("--autoplay-policy=no-user-gesture-required", ...media());
      await opened.page.goto(served.url);
      return opened;
    },
  ],
  [
    "Electron",
    async () => {
      const opened = await openElectron(join(import.meta.dirname, "electron-stand.cjs"), served.url, { switches: media() });
      await opened.page.waitForFunction(() => globalThis.stand.facts.targets.length > 0);
      return opened;
    },
  ],
];

function expectColour(seen: readonly (number | undefined)[] | undefined, wanted: readonly number[]): void {
  wanted.forEach((value, i) => expect(Math.abs((seen?.[i] ?? -99) - value), `${seen} for ${wanted}`).toBeLessThanOrEqual(2));
}

/** Every pull answered exactly once, in order, frames being whole. */
function expectOneEach(seen: readonly Seen[], format: { width: number; height: number }): void {
  const first = seen[0]?.id ?? 0;
  expect(seen.map((s) => s.id)).toEqual(seen.map((_, i) => first + i));
  for (const { type, width, height, bytes } of seen) {
    if (type === "frame") expect([width, height, bytes]).toEqual([format.width, format.height, format.width * format.height * 1.5]);
  }
}

/** Length of so many sample frames in ms. */
const lengthOf = (frames: number): number => frames / 48;

describe.each(browsers)("stage and mixer in %s", (name, open) => {
  let page: Page;
  let close: () => Promise<void>;
  const faults: string[] = [];
  beforeAll(async () => {
    ({ page, close } = await open());
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    await page.evaluate(() => stand.connect());
  }, 120_000);
  afterAll(() => close());

  const pull = (format: typeof HD, count: number, spots: Spot[] = []): Promise<Seen[]> =>
    page.evaluate(([f, c, s]) => stand.pull(f, c, s), [format, count, spots] as const);

  it("flashes and beeps at the same instant, every even second", async () => {
    await page.evaluate(() => {
      stand.mixer.setChannels([{ ...stand.newChannel("tone", "Tone", { kind: "test" }), volume: 0 }]);
      // From here on it is there.
      return stand.hear(5);
    });
    const seen = await pull(HD, 130, [
      [90, 100],
      [1200, 100],
    ]);
    expectOneEach(seen, HD);
    let shown: number[][] = [];
    for (const { type, colours: drawn, pulledAt, at } of seen) {
      if (type === "frame") shown = drawn;
      const colours = shown;
      const white = colours[0]?.[0] === 235;
      expect(colours).toEqual(white ? [[235, 128, 128], [235, 128, 128]] : [BARS[0], BARS[6]]);
      // Drawn at some moment between pull and reply.
      const flashing = (t: number): boolean => t % 2000 < 100;
      if (flashing(pulledAt) === flashing(at)) expect(white).toBe(flashing(at));
    }
    const heard = await page.evaluate(() => stand.hear());
    const beeps = heard.filter(({ onset }, i) => onset >= 0 && (heard[i - 1]?.onset ?? -1) < 0);
    expect(beeps.length).toBeGreaterThanOrEqual(2);
    // Where the audio thread lost a block, that is known 128 ms later: a beep within that time is off, the other is not.
    const off = beeps.map(({ madeAt, onset }) => ((madeAt + lengthOf(onset) + 1000) % 2000) - 1000).sort((x, y) => Math.abs(x) - Math.abs(y));
    expect(Math.abs(off[0] ?? Infinity), `beeps ${off.map((ms) => ms.toFixed(1)).join(", ")} ms from the even second`).toBeLessThan(10);
    // What the mixer says is so: a block is there once its last sample was made, and soon. Single ones may be late.
    const delays = heard.map((block) => block.at - block.madeAt - lengthOf(BLOCK_FRAMES)).sort((a, b) => a - b);
    expect(delays[delays.length >> 1]).toBeGreaterThan(-5);
    expect(delays[delays.length >> 1]).toBeLessThan(80);
  });

  it("gives sound without a gap, at its level, and silence when muted", async () => {
    const heard = await page.evaluate(async () => {
      stand.mixer.setChannels([
        { ...stand.newChannel("tone", "Tone", { kind: "test" }), muted: true },
        { ...stand.newChannel("mic", "Mic", { kind: "microphone", deviceId: "", label: "" }), volume: -20 },
      ]);
      await stand.channelState("mic", "on");
      await stand.hear();
      return stand.hear(150);
    });
    for (const [i, { first, bytes }] of heard.entries()) {
      expect(bytes).toBe(BLOCK_FRAMES * 8);
      if (i > 0) expect(first).toBe((heard[i - 1]?.first ?? 0) + BLOCK_FRAMES);
    }
    const levels = await page.evaluate(() => stand.levels());
    expect(levels.reports).toBeGreaterThan(60);
    expect(levels.channels.map(([id]) => id)).toEqual(["tone", "mic"]);
    // Chromium's fake microphone beeps at full scale; here it is 20 dB down.
    const peak = Math.max(...heard.map((b) => b.peak));
    expect(peak).toBeGreaterThan(0.05);
    expect(peak).toBeLessThan(0.12);
    await page.evaluate(() => stand.mixer.setChannels([]));
  });

  it("shows a camera of the program's size in BT.709", async () => {
    const state = await page.evaluate(async (format) => {
      stand.stage.setFormat(format);
      stand.show("camera", format);
      return stand.state("showing");
    }, CAMERA);
    expect(state).toMatchObject({ problem: null, width: 640, height: 480 });
    const seen = await pull(CAMERA, 60, middles);
    expectOneEach(seen, CAMERA);
    expect(seen[0]?.type).toBe("frame");
    quarters.forEach((colour, i) => expectColour(seen[0]?.colours[i], encoded(colour, 709)));
    const steady = seen.filter((s) => s.interval > 0);
    expect(steady.length).toBeGreaterThan(5);
    for (const { interval } of steady) expect(Math.abs(interval - 33.3)).toBeLessThan(8);
  });

  it("letterboxes a camera of another shape", async () => {
    const spots = middles.map(([x, y]): Spot => [160 + x * 1.5, y * 1.5]);
    const [frame] = await pull(HD, 1, [...spots, [20, 360], [1260, 360]]);
    quarters.forEach((colour, i) => expectColour(frame?.colours[i], encoded(colour, 709)));
    expect(frame?.colours.slice(4)).toEqual([[...BLACK], [...BLACK]]);
  });

  it("goes on while the page is busy for 3 s", async () => {
    const [seen, heard] = await page.evaluate(async (format) => {
      await stand.hear();
      const pulled = stand.pull(format, 90);
      stand.block(3000);
      return [await pulled, await stand.hear()] as const;
    }, CAMERA);
    expectOneEach(seen, CAMERA);
    // The known camera's picture stands still, so its frames are told by their number.
    expect(seen.reduce((sum, s) => sum + s.arrived, 0)).toBeGreaterThan(60);
    const waits = seen.map((s) => s.at - s.pulledAt);
    expect(Math.max(...waits)).toBeLessThan(500);
    const blocks = heard.map((b) => b.at);
    expect(Math.max(...blocks.slice(1).map((at, i) => at - (blocks[i] ?? at)))).toBeLessThan(500);
  });

  it("puts up a placeholder for a lost camera, and the camera again when it is back", async () => {
    const lost = await page.evaluate(async () => {
      stand.refuse("NotReadableError");
      stand.unplug();
      const first = await stand.state("lost");
      await stand.state("lost", "device-busy");
      return first;
    });
    expect(lost.problem?.code).toBe("device-lost");
    const seen = await pull(CAMERA, 3, [[4, 4]]);
    expectOneEach(seen, CAMERA);
    expect(seen.map((s) => s.type)).toEqual(["frame", "same", "same"]);
    expect(seen[0]?.colours).toEqual([[32, 128, 128]]);
    await page.evaluate(() => {
      stand.refuse(null);
      return stand.state("showing");
    });
    const [frame] = await pull(CAMERA, 1, middles);
    quarters.forEach((colour, i) => expectColour(frame?.colours[i], encoded(colour, 709)));
  });

  it("says that a person must permit the camera, and asks no more", async () => {
    const [state, asked] = await page.evaluate(async () => {
      stand.refuse("NotAllowedError");
      stand.unplug();
      const failed = await stand.state("failed");
      const before = stand.asked();
      navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
      await stand.listDevices();
      stand.refuse(null);
      return [failed, stand.asked() - before] as const;
    });
    expect(state.problem?.code).toBe("permission-denied");
    expect(asked).toBe(0);
    expect((await pull(CAMERA, 1, [[4, 4]]))[0]?.colours).toEqual([[32, 128, 128]]);
  });

  it("shows the stage small in the window, and stops when nobody looks", async () => {
    const size = await page.evaluate(async (format) => {
      stand.stage.setFormat(format);
      stand.show("test");
      const stop = stand.watchPreview();
      const video = document.querySelector("video");
      if (video === null || stop === undefined) throw new Error("no preview");
      const played = await new Promise<number>((resolve) => {
        let count = 0;
        const next = (): void => void (++count === 5 ? resolve(count) : video.requestVideoFrameCallback(next));
        video.requestVideoFrameCallback(next);
      });
      const shape = [video.videoWidth, video.videoHeight, played];
      stop();
      return [...shape, video.srcObject];
    }, HD);
    expect(size).toEqual([640, 360, 5, null]);
  });

  // Chromium alone has no way to a screen without a picker.
  if (name === "Electron") it("shows the screen in BT.709", async () => {
    await page.evaluate(async () => {
      stand.show("screen");
      const state = await stand.state("showing");
      if (state.width !== 1280 || state.height !== 720) throw new Error(JSON.stringify(state));
    });
    const [frame] = await pull(HD, 1, [
      [40, 40],
      [1240, 680],
    ]);
    for (const colour of frame?.colours ?? []) expectColour(colour, encoded([191 / 255, 0, 0], 709));
    expect(frame?.type).toBe("frame");
  });

  it("lists devices, and nothing went wrong on the page", async () => {
    const devices = await page.evaluate(() => stand.listDevices());
    expect(devices.cameras.length).toBeGreaterThan(0);
    expect(devices.microphones.length).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });
});
