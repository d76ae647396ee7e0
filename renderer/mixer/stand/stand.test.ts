import { join } from "node:path";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openChromium, openElectron, type OpenedPage } from "../../stage/stand/browsers.fixture";
import { type ServedStand, serveStand } from "../../stage/stand/serve";
import { decibels } from "../signals.fixture";
import type { stand as Stand } from "./stand";

declare global {
  // What stand.ts puts on the page; only inside page.evaluate.
  var mixing: typeof Stand;
}

let served: ServedStand;
beforeAll(async () => {
  served = await serveStand(import.meta.dirname);
}, 120_000);
afterAll(() => served.close());

const browsers: [string, () => Promise<OpenedPage>][] = [
  ["Chromium", () => openChromium("--autoplay-policy=no-user-gesture-required", "--use-fake-ui-for-media-stream")],
  ["Electron", () => openElectron(join(import.meta.dirname, "../../stage/stand/electron-stand.cjs"), served.url)],
];

describe.each(browsers)("the mixer in %s", (_, open) => {
  let page: Page;
  let close: () => Promise<void>;
  const faults: string[] = [];
  beforeAll(async () => {
    ({ page, close } = await open());
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    await page.goto(served.url);
    await page.waitForFunction(() => "mixing" in globalThis);
  }, 120_000);
  afterAll(() => close());

  it("plays a source's sound through a channel while the source is seen, unbroken while scenes switch", async () => {
    const heard = await page.evaluate(async () => {
      mixing.sounds("tone", { hz: 440, peak: 0.5 });
      mixing.sounds("other", { hz: 100, peak: 0.001 });
      const channel = mixing.newChannel("tone", "Tone", { kind: "source", source: "tone" });
      mixing.mixer.setChannels([channel, mixing.newChannel("other", "Other", { kind: "source", source: "other" })]);
      await mixing.hear(25);
      const unseen = await mixing.hear(10);
      mixing.mixer.setActive(new Set(["tone"]));
      await mixing.hear(25);
      const hearing = mixing.hear(250);
      let n = 0;
      const switching = setInterval(() => mixing.mixer.setActive(new Set(n++ % 2 === 0 ? ["tone", "other"] : ["tone"])), 100);
      const seen = await hearing;
      clearInterval(switching);
      return { unseen, seen };
    });
    expect(heard.unseen.peak).toBe(0);
    expect(heard.seen.late).toBe(0);
    expect(heard.seen.unbroken).toBe(true);
    // A step of the tone itself is 0.029. Where the machine starves the audio thread, one part fades into another.
    expect(heard.seen.peak).toBeGreaterThan(0.49);
    expect(heard.seen.peak).toBeLessThan(0.75);
    expect(heard.seen.step).toBeLessThan(0.05);
    expect(heard.seen.quietest).toBeGreaterThan(0.05);
  });

  it("passes it through filters, the network of the noise suppression among them", async () => {
    const heard = await page.evaluate(async () => {
      mixing.sounds("noise", { noise: 0.05 });
      mixing.mixer.setActive(new Set(["noise"]));
      const channel = mixing.newChannel("noise", "Noise", { kind: "source", source: "noise" });
      const filter = (kind: string, settings: Record<string, number>) => ({ id: kind, kind, name: kind, enabled: true, settings });
      mixing.mixer.setChannels([channel]);
      await mixing.hear(25);
      const before = await mixing.hear(50);
      mixing.mixer.setChannels([{ ...channel, filters: [filter("gain", { gain: -12 }), filter("of a later version", {})] }]);
      await mixing.hear(25);
      const gained = await mixing.hear(50);
      mixing.mixer.setChannels([{ ...channel, filters: [filter("noise-suppression", {})] }]);
      await mixing.hear(150);
      const suppressed = await mixing.hear(50);
      return { before, gained, suppressed };
    });
    const level = decibels(heard.before.rms);
    expect(decibels(heard.gained.rms) - level).toBeCloseTo(-12, 0);
    expect(decibels(heard.suppressed.rms + 1e-9) - level).toBeLessThan(-15);
    expect(heard.suppressed.late).toBe(40);
    expect(await page.evaluate(() => mixing.complaints)).toEqual([]);
  });

  it("gives the engine wanted channels alone beside the program, as loud as they are in it", async () => {
    const heard = await page.evaluate(async () => {
      mixing.sounds("music", { hz: 220, peak: 0.5 });
      mixing.sounds("voice", { hz: 300, peak: 0.5 });
      mixing.mixer.setActive(new Set(["music", "voice"]));
      const music = mixing.newChannel("music", "Music", { kind: "source", source: "music" });
      const voice = mixing.newChannel("voice", "Voice", { kind: "source", source: "voice" });
      mixing.mixer.setChannels([{ ...music, volume: -6 }, { ...voice, muted: true }]);
      mixing.mixer.setTracks(["voice", "none such", "music"]);
      const until = async (tracks: number): Promise<void> => {
        while ((await mixing.hear(1)).tracks.length !== tracks);
      };
      await until(2);
      await mixing.hear(50);
      const alone = await mixing.hear(25);
      mixing.mixer.setTracks([]);
      await until(0);
      return { alone, without: await mixing.hear(5) };
    });
    const { peak, tracks, unbroken } = heard.alone;
    expect(unbroken).toBe(true);
    expect(peak).toBeGreaterThan(0.2);
    expect(peak).toBeLessThan(0.4);
    expect(tracks).toEqual([["voice", 0], ["music", peak]]);
    expect(heard.without.tracks).toEqual([]);
    expect(heard.without.peak).toBeGreaterThan(0.2);
  });

  it("plays what is monitored aloud, and only that", async () => {
    const heard = await page.evaluate(async () => {
      mixing.mixer.setActive(new Set(["tone", "noise"]));
      const tone = mixing.newChannel("tone", "Tone", { kind: "source", source: "tone" });
      const noise = mixing.newChannel("noise", "Noise", { kind: "source", source: "noise" });
      mixing.mixer.setChannels([{ ...tone, monitor: "only" }, noise]);
      await mixing.hear(50);
      const program = await mixing.hear(25);
      const aloud = await mixing.heardAloud();
      const trouble = await new Promise((resolve) => {
        const stop = mixing.mixer.onMonitor(resolve);
        queueMicrotask(() => stop());
      });
      const gone = new Promise((resolve) => mixing.mixer.onMonitor((problem) => problem !== null && resolve(problem)));
      mixing.mixer.setMonitor({ deviceId: "none such", label: "Headphones" });
      const lost = await gone;
      mixing.mixer.setMonitor({ deviceId: "", label: "" });
      mixing.mixer.setChannels([noise]);
      await mixing.hear(25);
      return { program, aloud, trouble, lost, after: await mixing.heardAloud() };
    });
    expect(heard.program.peak).toBeLessThan(0.06);
    expect(heard.aloud.peak).toBeGreaterThan(0.4);
    expect(heard.aloud.peak).toBeLessThan(0.6);
    expect(heard.trouble).toBeNull();
    expect(heard.lost).toEqual({ code: "device-lost", subject: "Headphones" });
    expect(heard.after.peak).toBe(0);
  });

  it("measures levels and loudness, anew when told", async () => {
    const [before, after] = await page.evaluate(async () => {
      mixing.mixer.setActive(new Set(["tone"]));
      mixing.mixer.setChannels([mixing.newChannel("tone", "Tone", { kind: "source", source: "tone" })]);
      mixing.mixer.resetLoudness();
      await mixing.hear(200);
      const loud = mixing.levels();
      mixing.mixer.setActive(new Set());
      await mixing.hear(25);
      mixing.mixer.resetLoudness();
      await mixing.hear(50);
      return [loud, mixing.levels()];
    });
    // A tone of 440 Hz at −6 dBFS on both sides; K-weighting takes 0.7 dB.
    expect(before?.loudness?.integrated).toBeGreaterThan(-8);
    expect(before?.loudness?.integrated).toBeLessThan(-6);
    expect(before?.program?.peak).toBeCloseTo(-6, 0);
    expect(after?.loudness).toMatchObject({ integrated: -120 });
  });

  it("did all that without a fault on the page", () => {
    expect(faults).toEqual([]);
  });
});
