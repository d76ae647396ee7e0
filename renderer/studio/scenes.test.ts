import { describe, expect, test } from "vitest";
import { handOn, near } from "./showcase/hand.fixture";
import { becomes, expectPage, openShowcase } from "./showcase/opened.fixture";

const studio = await openShowcase();
const { page } = studio;
const { press, drag, dragRow } = handOn(page);

const button = (name: string | RegExp) => page.getByRole("button", { name });
const scene = (name: string | RegExp) => page.getByRole("option", { name });
const menuItem = (name: string | RegExp) => page.getByRole("menuitem", { name });

async function sceneNames(): Promise<string[]> {
  return (await studio.collection()).scenes.map(({ name }) => name);
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
    await becomes(() => studio.ordered("take")).toEqual([
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
    await becomes(() => studio.ordered("prepare")).toEqual([[null], ["play"], ["talk"], ["play"], ["talk"]]);
    await page.keyboard.press("Control+Shift+M");
    await expectPage(page.getByLabel("Prepared picture")).toBeHidden();
  });

  test("what is prepared is worked on, not what is on the program", async () => {
    await studio.show("studioMode");
    await scene("Talking").click();
    await button("Show Title").click();
    await press([200, 630]);
    await drag([200, 630], [200, 540], "Control");
    await becomes(() => studio.item("title2")).toMatchObject({ visible: true, transform: { y: near(510) } });
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
