import { describe, expect, test } from "vitest";
import type { SceneItem } from "../../electron/contract/scene";
import { handOn, near } from "./showcase/hand.fixture";
import { becomes, expectPage, openShowcase } from "./showcase/opened.fixture";

const studio = await openShowcase();
const { page, item } = studio;
const { press, drag, dragRow } = handOn(page);

const button = (name: string | RegExp) => page.getByRole("button", { name });
const row = (name: string | RegExp) => page.getByRole("row", { name });
const menuItem = (name: string | RegExp) => page.getByRole("menuitem", { name });

async function items(id = "play"): Promise<SceneItem[]> {
  return (await studio.collection()).scenes.find((one) => one.id === id)?.items ?? [];
}

describe("sources", () => {
  test("are added by kind, and what has to be said of them is asked", async () => {
    await studio.show("studio");
    await page.keyboard.press("Control+Shift+A");
    await button("Text").first().click();
    await expectPage(page.getByRole("dialog", { name: "Text" })).toBeVisible();
    await page.getByRole("textbox", { name: "Text" }).fill("곧 시작합니다");
    await button("Done").click();
    await becomes(async () => (await studio.collection()).sources.at(-1)).toMatchObject({ kind: "text", name: "Text", settings: { text: "곧 시작합니다" } });
    await expectPage(row("Text")).toHaveAttribute("aria-selected", "true");
  });

  test("devices are chosen by their look, and Back goes back", async () => {
    await studio.show("studio");
    await page.getByRole("region", { name: "Sources" }).getByRole("button", { name: "Add" }).click();
    await button("Window").click();
    await button("Back").click();
    await button("Window").click();
    await button("Slides – Quarterly review").click();
    await becomes(async () => (await studio.collection()).sources.at(-1)).toMatchObject({ kind: "window", name: "Slides – Quarterly review", settings: { sourceId: "window:1" } });
    await page.keyboard.press("Control+Shift+A");
    await button("Camera").first().click();
    await button("Laptop camera").click();
    await becomes(async () => (await studio.collection()).sources.at(-1)).toMatchObject({ kind: "camera", settings: { deviceId: "c2" } });
  });

  test("one may stand in many scenes", async () => {
    await studio.show("studio");
    await page.keyboard.press("Control+4");
    await page.getByRole("region", { name: "Sources" }).getByRole("button", { name: "Add a source" }).click();
    await button(/^Studio camera/).click();
    await becomes(() => items("end")).toMatchObject([{ source: "face" }]);
    expect((await studio.collection()).sources).toHaveLength(6);
  });

  test("are hidden, locked, renamed and moved, by mouse and by keyboard", async () => {
    await studio.show("studio");
    await button("Hide Logo").click();
    await button("Lock Game").click();
    await becomes(items).toMatchObject([{ locked: true }, {}, {}, { visible: false }]);
    await row("Logo").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await becomes(() => item("logo")).toMatchObject({ visible: true });
    await row("Logo").focus();
    await page.keyboard.press("F2");
    await page.keyboard.type("Emblem");
    await page.keyboard.press("Enter");
    await expectPage(row("Emblem")).toBeFocused();
    await page.keyboard.press("Alt+ArrowDown");
    await becomes(async () => (await items()).map(({ id }) => id)).toEqual(["game", "face", "logo", "title"]);
    await dragRow(row("Studio camera"), row("Title"));
    await becomes(async () => (await items()).map(({ id }) => id)).toEqual(["game", "logo", "title", "face"]);
  });

  test("several are selected at once", async () => {
    await studio.show("studio");
    const chosen = () => page.getByRole("row", { selected: true });
    await row("Logo").click();
    await row("Studio camera").click({ modifiers: ["Shift"] });
    await expectPage(chosen()).toHaveCount(3);
    await row("Title").click({ modifiers: ["Control"] });
    await expectPage(chosen()).toHaveCount(2);
    await page.keyboard.press("Control+A");
    await expectPage(chosen()).toHaveCount(4);
    await row("Game").focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Shift+ArrowUp");
    await expectPage(chosen()).toHaveCount(2);
  });

  test("are copied, pasted into another scene, duplicated and removed with a way back", async () => {
    await studio.show("studio");
    await row("Title").click();
    await page.keyboard.press("Control+C");
    await page.keyboard.press("Control+4");
    await page.keyboard.press("Control+V");
    await becomes(() => items("end")).toMatchObject([{ source: "title" }]);
    await page.keyboard.press("Control+D");
    await becomes(async () => (await items("end")).length).toBe(2);
    await expectPage(row("Title 2")).toBeVisible();
    await row("Title 2").focus();
    await page.keyboard.press("Delete");
    await becomes(async () => (await items("end")).length).toBe(1);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await becomes(async () => (await items("end")).length).toBe(2);
  });

  test("are aligned, fitted, turned, blended and made see-through from their menu", async () => {
    await studio.show("studio");
    const choose = async (menu: string, name: string, role: "menuitem" | "menuitemradio" = "menuitem"): Promise<void> => {
      await row("Studio camera").click({ button: "right" });
      await menuItem(menu).focus();
      await page.keyboard.press("ArrowRight");
      await page.getByRole(role, { name, exact: true }).click();
    };
    await choose("Align", "Left");
    await becomes(() => item("face")).toMatchObject({ transform: { x: 0 } });
    await choose("Place and size", "Fit the canvas");
    await becomes(() => item("face")).toMatchObject({ transform: { x: 0, y: 0, sizing: { mode: "contain", width: 1280 } } });
    await choose("Place and size", "Turn right");
    await choose("Place and size", "Flip left to right");
    await becomes(() => item("face")).toMatchObject({ transform: { rotation: -90, flip: { horizontal: true } } });
    await choose("Blend", "Screen", "menuitemradio");
    await choose("Opacity", "50 %", "menuitemradio");
    await choose("Order", "To the top");
    await becomes(async () => (await items()).at(-1)).toMatchObject({ id: "face", blend: "screen", opacity: 0.5 });
  });

  test("a failing one says why in its row and in its rectangle, and is tried again", async () => {
    await studio.show("studioTrouble");
    await expectPage(row("Studio camera")).toContainText("is in use by another program");
    await expectPage(page.getByRole("region", { name: "Stage" }).getByRole("alert")).toHaveCount(2);
    await row("Logo").getByRole("button", { name: "Try again" }).click();
    await becomes(() => studio.ordered("command")).toEqual([["logo", "retry"]]);
  });

  test("what plays is paused, begun anew and sought", async () => {
    await studio.show("studio");
    await page.keyboard.press("Control+3");
    await row("Music").focus();
    await page.keyboard.press("Enter");
    await button("Pause").click();
    await button("Play from the beginning").click();
    await page.getByRole("slider", { name: "Position" }).focus();
    await page.keyboard.press("End");
    await becomes(() => studio.ordered("command")).toEqual([["music", "pause"], ["music", "restart"], ["music", "seek", 201_000]]);
  });

  test("stand where figures say", async () => {
    await studio.show("studio");
    await row("Logo").click();
    await page.keyboard.press("Control+E");
    const dialog = page.getByRole("dialog", { name: "Logo" });
    await dialog.getByLabel("Left", { exact: true }).fill("100");
    await dialog.getByLabel("Width").fill("480");
    await dialog.getByLabel("Crop top").fill("24");
    await dialog.getByLabel("In this size it is").selectOption("contain");
    await becomes(() => item("logo")).toMatchObject({ transform: { x: 100, y: 40, crop: { top: 24 }, sizing: { mode: "contain", width: 480 } } });
    // The window can be worked in meanwhile, and the dialog follows.
    await row("Title").click();
    await expectPage(page.getByRole("dialog", { name: "Title" }).getByLabel("Left", { exact: true })).toHaveValue("60");
  });
});

describe("the canvas", () => {
  const selectedRows = () => page.getByRole("row", { selected: true });

  test("selects what is uppermost under a press, with Alt what is below, with Shift more, beside all nothing", async () => {
    await studio.show("studio");
    await press([1000, 520]);
    await expectPage(selectedRows()).toHaveText(/Studio camera/);
    await press([1000, 520], ["Alt"]);
    await expectPage(selectedRows()).toHaveText(/Game/);
    await press([1000, 520], ["Alt"]);
    await expectPage(selectedRows()).toHaveText(/Studio camera/);
    await press([200, 630], ["Shift"]);
    await expectPage(selectedRows()).toHaveCount(2);
    await press([-20, 300]);
    await expectPage(selectedRows()).toHaveCount(0);
  });

  test("moves by a drag, against edges and middles unless Ctrl is held, and Escape puts back", async () => {
    await studio.show("studio");
    await drag([1000, 520], [124, 150]);
    await becomes(() => item("face")).toMatchObject({ transform: { x: 0, y: 100 } });
    await drag([100, 180], [104, 300], "Control");
    await becomes(() => item("face")).toMatchObject({ transform: { x: near(4), y: near(220) } });
    await drag([100, 300], [600, 300], null, true);
    await becomes(async () => (await item("face")).transform.x).toBeGreaterThan(400);
    await page.keyboard.press("Escape");
    await becomes(() => item("face")).toMatchObject({ transform: { x: near(4) } });
    await page.mouse.up();
    await expectPage(button(/^Undo Move Studio camera/)).toBeVisible();
  });

  test("resizes in shape, freely with Shift, crops with Alt, turns by steps with Shift", async () => {
    await studio.show("studio");
    // 1280x720 at 0.28 is 358.4 by 201.6.
    await press([1000, 520]);
    await drag([1238, 662], [1100, 584]);
    await becomes(() => item("face")).toMatchObject({ transform: { x: 880, y: 460, sizing: { x: near(0.172), y: near(0.172) } } });
    const { sizing } = (await item("face")).transform;
    expect(sizing.mode === "scale" ? sizing.x / sizing.y : 0).toBeCloseTo(1, 5);
    await page.keyboard.press("Control+Z");
    await becomes(() => item("face")).toMatchObject({ transform: { sizing: { x: 0.28, y: 0.28 } } });
    await drag([1238, 561], [1100, 561], "Shift");
    await becomes(async () => (await item("face")).transform.sizing).toMatchObject({ y: 0.28, x: near(0.172) });
    await page.keyboard.press("Control+Z");
    await drag([880, 561], [980, 561], "Alt");
    await becomes(async () => Math.round((await item("face")).transform.crop.left / 20)).toBe(18);
    await page.keyboard.press("Control+Z");
    await becomes(() => item("face")).toMatchObject({ transform: { crop: { left: 0 } } });
    // The handle for turning stands 20 px of the screen above the upper side.
    await drag([1059, 460 - 42], [1200, 540], "Shift");
    await becomes(async () => (await item("face")).transform.rotation % 15).toBe(0);
    expect((await item("face")).transform.rotation).toBeGreaterThan(60);
  });

  test("nudges by arrows, deletes with a way back, and opens the menu by keyboard", async () => {
    await studio.show("studio");
    await row("Studio camera").click();
    await page.getByRole("application", { name: "Canvas" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowUp");
    await becomes(() => item("face")).toMatchObject({ transform: { x: 881, y: 450 } });
    await page.keyboard.press("Shift+F10");
    await menuItem("Lock").click();
    await becomes(() => item("face")).toMatchObject({ locked: true });
    await page.keyboard.press("ArrowRight");
    expect((await item("face")).transform.x).toBe(881);
    await page.keyboard.press("Delete");
    await becomes(async () => (await items()).length).toBe(3);
    await page.keyboard.press("Control+Z");
    await becomes(async () => (await items()).length).toBe(4);
  });

  test("undoes and redoes by name, and leaves a text that is typed to itself", async () => {
    await studio.show("studio");
    await button("Hide Logo").click();
    await button("Undo Hide Logo").click();
    await becomes(() => item("logo")).toMatchObject({ visible: true });
    await button("Redo Hide Logo").click();
    await becomes(() => item("logo")).toMatchObject({ visible: false });
    await row("Title").dblclick();
    const text = page.getByRole("textbox", { name: "Text" });
    await text.fill("Sunday");
    await text.press("Control+Z");
    expect(await item("logo")).toMatchObject({ visible: false });
    await button("Done").click();
    await expectPage(button("Nothing to redo")).toHaveAttribute("aria-disabled", "true");
  });
});

test("the window fits at its smallest with Korean names, many scenes and in studio mode", async () => {
  await page.setViewportSize({ width: 1100, height: 700 });
  for (const name of ["koreanStudio", "many", "studioModeAir", "studioTrouble"] as const) {
    await studio.show(name);
    const overflow = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
    expect(overflow).toEqual([1100, 700]);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll("button")].filter((b) => b.scrollWidth > b.clientWidth + 1 && getComputedStyle(b).overflow === "visible").map((b) => b.textContent),
    );
    expect(cut).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});
