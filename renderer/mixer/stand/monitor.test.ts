import { join } from "node:path";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type SoundServer, startSoundServer } from "../../../e2e/peers/sound-server";
import { openElectron, type OpenedPage } from "../../stage/stand/browsers.fixture";
import { type ServedStand, serveStand } from "../../stage/stand/serve";
import type { stand as Stand } from "./stand";

declare global {
  // What stand.ts puts on the page; only inside page.evaluate.
  var mixing: typeof Stand;
}

let served: ServedStand;
let server: SoundServer;
let opened: OpenedPage;
let page: Page;
beforeAll(async () => {
  [served, server] = await Promise.all([serveStand(import.meta.dirname), startSoundServer(["speakers", "headphones"])]);
  opened = await openElectron(join(import.meta.dirname, "../../stage/stand/electron-stand.cjs"), served.url, {
    env: { PULSE_SERVER: server.address },
  });
  page = opened.page;
  await page.waitForFunction(() => "mixing" in globalThis);
}, 120_000);
afterAll(async () => {
  await opened.close();
  await server.stop();
  await served.close();
});

it("plays the monitor on the device that is chosen, on no other, and never in the program", async () => {
  const program = await page.evaluate(async () => {
    mixing.sounds("tone", { hz: 440, peak: 0.5 });
    mixing.mixer.setActive(new Set(["tone"]));
    mixing.mixer.setMonitor({ deviceId: "", label: "headphones" });
    const channel = mixing.newChannel("tone", "Tone", { kind: "source", source: "tone" });
    mixing.mixer.setChannels([{ ...channel, monitor: "only" }]);
    await mixing.hear(50);
    return mixing.hear(25);
  });
  expect(program.peak).toBe(0);
  const headphones = await server.listen("headphones", 500);
  expect(headphones).toBeGreaterThan(0.45);
  expect(headphones).toBeLessThan(0.55);
  expect(await server.listen("speakers", 500)).toBe(0);

  await page.evaluate(() => mixing.mixer.setMonitor({ deviceId: "", label: "" }));
  expect(await server.listen("speakers", 500)).toBeGreaterThan(0.45);
  await page.evaluate(() => mixing.mixer.setChannels([mixing.newChannel("tone", "Tone", { kind: "source", source: "tone" })]));
  const both = await page.evaluate(async () => {
    await mixing.hear(50);
    return mixing.hear(25);
  });
  expect(both.peak).toBeGreaterThan(0.45);
  expect(await server.listen("speakers", 500)).toBe(0);
});
