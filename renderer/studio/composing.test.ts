import type { Locator, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { SceneItem } from "../../electron/contract/scene";
import { expectPage, openShowcase, type OpenedShowcase, PATIENCE } from "./showcase/opened.fixture";
import type { Ordered } from "./showcase/pretended";

let studio: OpenedShowcase;
let page: Page;

beforeAll(async () => {
  studio = await openShowcase();
  page = studio.page;
}, 120_000);

afterEach(() => studio.expectQuiet());
afterAll(() => studio.close());

const button = (name: string | RegExp) => page.getByRole("button", { name });
const scene = (name: string | RegExp) => page.getByRole("option", { name });
const row = (name: string | RegExp) => page.getByRole("row", { name });
const menuItem = (name: string | RegExp) => page.getByRole("menuitem", { name });

async function sceneNames(): Promise<string[]> {
  return (await studio.collection()).scenes.map(({ name }) => name);
}

async function items(id = "play"): Promise<SceneItem[]> {
  return (await studio.collection()).scenes.find((one) => one.id === id)?.items ?? [];
}

async function item(id: string): Promise<SceneItem> {
  const { scenes } = await studio.collection();
  const found = scenes.flatMap((one) => one.items).find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no item ${id}`);
  return found;
}

/** What the stage was told, of one kind. */
async function ordered(name: Ordered[0]): Promise<unknown[][]> {
  const all = await page.evaluate(() => (window as unknown as { ordered: Ordered[] }).ordered);
  return all.filter(([which]) => which === name).map(([, ...given]) => given);
}

/** Once the window has it so. */
function becomes<T>(what: () => Promise<T>) {
  return expect.poll(what, PATIENCE);
}

type Spot = readonly [x: number, y: number];

/** Places of the canvas as places of the page. */
async function onPage(...spots: Spot[]): Promise<{ x: number; y: number }[]> {
  const box = await page.getByLabel(/^(Prepared|Program) picture$/).first().boundingBox();
  if (box === null) throw new Error("The picture is not shown");
  return spots.map(([x, y]) => ({ x: box.x + (x * box.width) / 1280, y: box.y + (y * box.height) / 720 }));
}

async function press(spot: Spot, modifiers: ("Alt" | "Shift" | "Control")[] = []): Promise<void> {
  const [at] = await onPage(spot);
  for (const key of modifiers) await page.keyboard.down(key);
  await page.mouse.click(at?.x ?? 0, at?.y ?? 0);
  for (const key of modifiers) await page.keyboard.up(key);
}

/** From one place of the canvas to another; the button stays down where `hold`. */
async function drag(from: Spot, to: Spot, key: "Alt" | "Shift" | "Control" | null = null, hold = false): Promise<void> {
  const [a, b] = await onPage(from, to);
  await page.mouse.move(a?.x ?? 0, a?.y ?? 0);
  await page.mouse.down();
  if (key !== null) await page.keyboard.down(key);
  await page.mouse.move(b?.x ?? 0, b?.y ?? 0, { steps: 6 });
  if (hold) return;
  await page.mouse.up();
  if (key !== null) await page.keyboard.up(key);
}

/** One row of a list to the place of another. */
async function dragRow(what: Locator, to: Locator): Promise<void> {
  const [a, b] = [await what.boundingBox(), await to.boundingBox()];
  if (a === null || b === null) throw new Error("It is not on the screen");
  await page.mouse.move(a.x + 60, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(a.x + 60, a.y + a.height / 2 + Math.sign(b.y - a.y) * 10, { steps: 3 });
  await page.mouse.move(b.x + 60, b.y + b.height / 2, { steps: 6 });
  await page.mouse.up();
}

function near(value: number): unknown {
  return expect.closeTo(value, -0.7);
}

describe("scenes", () => {
  test("come on by a press, Enter, their number and Ctrl with it, each by its own way", async () => {
    await studio.show("studio");
    await scene("Talking").click();
    await expectPage(scene(/Talking.*on the program/)).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.press("4");
    await page.keyboard.press("Control+1");
    await becomes(() => ordered("take")).toEqual([
      ["play", { kind: "cut" }],
      ["talk", { kind: "cut" }],
      ["pause", { kind: "fade", duration: 700 }],
      ["end", { kind: "cut" }],
      ["play", { kind: "cut" }],
    ]);
  });

  test("are added and named in one go, and renamed by F2 and two presses", async () => {
    await studio.show("studio");
    await button("Add a scene").click();
    await page.keyboard.type("Interview");
    await page.keyboard.press("Enter");
    await becomes(sceneNames).toEqual(["Playing", "Talking", "Back soon", "Goodbye", "Interview"]);
    await expectPage(scene(/Interview/)).toBeFocused();
    await page.keyboard.press("F2");
    await page.keyboard.type("인터뷰");
    await page.keyboard.press("Escape");
    await becomes(sceneNames).toContain("Interview");
    await scene(/Goodbye/).dblclick();
    await page.getByRole("textbox", { name: "Name of Goodbye" }).fill("The end");
    await page.keyboard.press("Enter");
    await becomes(sceneNames).toContain("The end");
  });

  test("are not shown to viewers just because they were made", async () => {
    await studio.show("studioAir");
    await button("Add a scene").click();
    await page.keyboard.press("Enter");
    expect((await studio.collection()).program).toBe("play");
  });

  test("are moved by hand and by keyboard", async () => {
    await studio.show("studio");
    await dragRow(scene(/Goodbye/), scene(/Talking/));
    await becomes(sceneNames).toEqual(["Playing", "Goodbye", "Talking", "Back soon"]);
    await scene(/Playing/).focus();
    await page.keyboard.press("Alt+ArrowDown");
    await becomes(sceneNames).toEqual(["Goodbye", "Playing", "Talking", "Back soon"]);
    await expectPage(scene(/Playing/)).toBeFocused();
  });

  test("are duplicated and removed, and come back", async () => {
    await studio.show("studio");
    await scene("Talking").click({ button: "right" });
    await menuItem("Duplicate").click();
    await becomes(sceneNames).toEqual(["Playing", "Talking", "Talking 2", "Back soon", "Goodbye"]);
    await scene(/Talking 2/).focus();
    await page.keyboard.press("Delete");
    await becomes(sceneNames).not.toContain("Talking 2");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await becomes(sceneNames).toContain("Talking 2");
  });

  test("the last one stays", async () => {
    await studio.show("ready");
    await button("More for this scene").click();
    await expectPage(menuItem(/Remove/)).toHaveAttribute("data-disabled", "");
    await page.keyboard.press("Escape");
    await expectPage(page.getByText("Add a scene for each thing")).toBeVisible();
  });

  test("have a transition of their own where that is set", async () => {
    await studio.show("studio");
    await scene("Talking").focus();
    await page.keyboard.press("Shift+F10");
    await menuItem("Transition…").click();
    await page.getByRole("dialog").getByLabel("Transition").selectOption("fade-colour");
    await page.getByRole("dialog").getByLabel("Duration").fill("900");
    await button("Done").click();
    const own = async () => (await studio.collection()).scenes[1]?.transition;
    await becomes(own).toEqual({ kind: "fade-colour", duration: 900, colour: "#000000" });
  });

  test("red marks the one that is on air, and none before", async () => {
    const mark = () => scene(/Playing/).evaluate((element) => getComputedStyle(element.firstElementChild ?? element).backgroundColor);
    await studio.show("studio");
    expect(await mark()).toBe("rgb(233, 236, 239)");
    await studio.show("studioAir");
    expect(await mark()).toBe("rgb(212, 47, 54)");
  });
});

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
    await becomes(() => ordered("command")).toEqual([["logo", "retry"]]);
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
    await becomes(() => ordered("command")).toEqual([["music", "pause"], ["music", "restart"], ["music", "seek", 201_000]]);
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

describe("transitions", () => {
  test("are chosen with what belongs to them", async () => {
    await studio.show("studio");
    const chosen = async () => (await studio.collection()).transition;
    const bar = page.getByRole("group", { name: "Transition" });
    await bar.getByLabel("Transition", { exact: true }).selectOption("slide");
    await bar.getByLabel("Duration of the transition").fill("450");
    await becomes(chosen).toEqual({ kind: "slide", duration: 450, direction: "left" });
    await bar.getByLabel("Duration of the transition").fill("4");
    await expectPage(bar.getByLabel("Duration of the transition")).toHaveAttribute("aria-invalid", "true");
    await button("Settings of Slide").focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Direction").selectOption("up");
    await becomes(chosen).toEqual({ kind: "slide", duration: 450, direction: "up" });
    await page.keyboard.press("Escape");
    await bar.getByLabel("Transition", { exact: true }).selectOption("stinger");
    await becomes(chosen).toEqual({ kind: "stinger", file: "", cutAt: 500 });
  });

  test("studio mode prepares, and Take brings on what is prepared", async () => {
    await studio.show("studio");
    await button("Studio mode").click();
    await expectPage(page.getByLabel("Prepared picture")).toBeVisible();
    await scene("Talking").click();
    expect((await studio.collection()).program).toBe("play");
    await button("Take").focus();
    await page.keyboard.press("Space");
    await becomes(async () => (await studio.collection()).program).toBe("talk");
    await expectPage(scene("Playing")).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Control+Enter");
    await becomes(async () => (await studio.collection()).program).toBe("play");
    await becomes(() => ordered("prepare")).toEqual([[null], ["play"], ["talk"], ["play"], ["talk"]]);
    await page.keyboard.press("Control+Shift+M");
    await expectPage(page.getByLabel("Prepared picture")).toBeHidden();
  });

  test("what is prepared is worked on, not what is on the program", async () => {
    await studio.show("studioMode");
    await scene("Talking").click();
    await button("Show Title").click();
    await press([200, 630]);
    await drag([200, 630], [200, 540], "Control");
    await becomes(() => item("title2")).toMatchObject({ visible: true, transform: { y: near(510) } });
  });

  test("the T-bar goes by hand and by keyboard, back before the middle and on from it", async () => {
    await studio.show("studioMode");
    await scene("Talking").click();
    const bar = page.getByRole("slider", { name: "T-bar" });
    const box = await bar.boundingBox();
    if (box === null) throw new Error("There is no T-bar");
    const pull = async (to: number): Promise<void> => {
      await page.mouse.move(box.x + 5, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * to, box.y + box.height / 2, { steps: 5 });
      await page.mouse.up();
    };
    await pull(0.3);
    await expectPage(bar).toHaveValue("0");
    expect((await studio.collection()).program).toBe("play");
    await pull(0.8);
    await becomes(async () => (await studio.collection()).program).toBe("talk");
    await bar.focus();
    for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowRight");
    await expectPage(bar).toHaveValue("150");
    await page.keyboard.press("Escape");
    await expectPage(bar).toHaveValue("0");
    await page.keyboard.press("End");
    await becomes(async () => (await studio.collection()).program).toBe("play");
  });
});

describe("collections", () => {
  const menu = () => button(/^Scene collection/);

  test("are switched, made, renamed, duplicated and removed with a way back", async () => {
    await studio.show("studio");
    await menu().click();
    await page.getByRole("menuitemradio", { name: "Podcast" }).click();
    await expectPage(menu()).toHaveText("Podcast");
    await menu().focus();
    await page.keyboard.press("Enter");
    await menuItem("New…").click();
    await page.getByLabel("Name", { exact: true }).fill("podcast");
    await expectPage(page.getByRole("alert")).toHaveText("There is one of this name.");
    await page.getByLabel("Name", { exact: true }).fill("주말");
    await page.keyboard.press("Enter");
    await expectPage(menu()).toHaveText("주말");
    await menu().click();
    await menuItem("Rename…").click();
    await page.getByLabel("Name", { exact: true }).fill("Weekend");
    await button("Rename").click();
    await expectPage(menu()).toHaveText("Weekend");
    await menu().click();
    await menuItem("Duplicate…").click();
    await page.getByRole("dialog").getByRole("button", { name: "Duplicate" }).click();
    await expectPage(menu()).toHaveText("Weekend 2");
    await menu().click();
    await menuItem("Remove").click();
    await expectPage(menu()).toHaveText("Main");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expectPage(menu()).toHaveText("Weekend 2");
    const calls = ["open", "create", "rename", "duplicate", "remove", "restore"] as const;
    const counts = await Promise.all(calls.map(async (name) => (await studio.asked(`collection.${name}`)).length));
    expect(counts).toEqual([1, 1, 1, 1, 1, 1]);
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
