import { chromium, expect as playwrightExpect, type Page } from "@playwright/test";
import { afterAll, afterEach, expect } from "vitest";
import type { Collection } from "../../../electron/contract/collection";
import type { SceneItem } from "../../../electron/contract/scene";
import type { useStudio } from "../../store/studio";
import type { Heard, Ordered } from "./pretended";
import type { SceneName } from "./scenes";
import { serveShowcase } from "./serve";

/** On a machine busy with the other tests the window may take its time. */
export const PATIENCE = { timeout: 20_000 };
export const expectPage = playwrightExpect.configure(PATIENCE);

/** Once the window has it so. */
export function becomes<T>(what: () => Promise<T>) {
  return expect.poll(what, PATIENCE);
}

type Global = { heard: Heard[]; ordered: Ordered[]; studio: typeof useStudio };

export interface OpenedShowcase {
  readonly page: Page;
  show(scene: SceneName): Promise<void>;
  /** What the window asked of main under this name, in order. */
  asked(name: Heard["name"]): Promise<unknown[]>;
  /** What the stage was told, of one kind, in order. */
  ordered(name: Ordered[0]): Promise<unknown[][]>;
  /** The open collection as the window has it. */
  collection(): Promise<Collection>;
  /** An item of its scenes. */
  item(id: string): Promise<SceneItem>;
  /** Opens a dialog as any part of the window could. */
  open(dialog: Parameters<ReturnType<typeof useStudio.getState>["open"]>[0]): Promise<void>;
}

/** The showcase in a headless Chromium, for all tests of the file that opens it: each fails where the page complains. */
export async function openShowcase(): Promise<OpenedShowcase> {
  const showcase = await serveShowcase();
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
  page.setDefaultTimeout(PATIENCE.timeout);
  let complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // The scenes' preview address leads nowhere, which is no fault of the window.
    if (message.type() === "error" && !message.text().includes("404")) complaints.push(message.text());
  });
  afterEach(async () => {
    await page.evaluate(() => {
      localStorage.clear();
    });
    expect(complaints).toEqual([]);
    complaints = [];
  });
  afterAll(async () => {
    await browser.close();
    await showcase.close();
  });
  const collection = async (): Promise<Collection> => {
    const open = await page.evaluate(() => (window as unknown as Global).studio.getState().collection);
    if (open === null) throw new Error("No collection is open");
    return open;
  };
  return {
    page,
    show: async (scene) => {
      await page.goto(`${showcase.url}?scene=${scene}`);
      await page.getByRole("heading", { name: "Tallylight" }).waitFor();
    },
    asked: async (name) => {
      const heard = await page.evaluate(() => (window as unknown as Global).heard);
      return heard.filter((h) => h.name === name).map((h) => h.request);
    },
    ordered: async (name) => {
      const all = await page.evaluate(() => (window as unknown as Global).ordered);
      return all.filter(([which]) => which === name).map(([, ...given]) => given);
    },
    collection,
    item: async (id) => {
      const found = (await collection()).scenes.flatMap(({ items }) => items).find((one) => one.id === id);
      if (found === undefined) throw new Error(`There is no item ${id}`);
      return found;
    },
    open: (dialog) =>
      page.evaluate((wanted) => {
        (window as unknown as Global).studio.getState().open(wanted);
      }, dialog),
  };
}
