import { describe, expect, test } from "vitest";
import { expectPage, openShowcase, PATIENCE } from "./showcase/opened.fixture";

const studio = await openShowcase();
const { page } = studio;

async function properties(source: string): Promise<void> {
  await studio.show("mixing");
  await studio.open({ kind: "properties", source });
  await page.getByRole("dialog").waitFor();
}

function expectSettings(source: string, wanted: object): Promise<void> {
  return expect.poll(async () => (await studio.collection()).sources.find(({ id }) => id === source)?.settings, PATIENCE).toMatchObject(wanted);
}

describe("a text's fields", () => {
  test("edit lines, choices and switches, and show only what matters", async () => {
    await properties("text");
    await page.getByLabel("Text", { exact: true }).fill("첫 줄\nsecond");
    await expectSettings("text", { text: "첫 줄\nsecond" });
    await page.getByLabel("Alignment").selectOption("Right");
    await expectSettings("text", { align: "right" });
    await page.getByRole("switch", { name: "Background" }).focus();
    await page.keyboard.press("Space");
    await expectSettings("text", { background: false });
    await expectPage(page.getByLabel("Padding")).toBeHidden();
    await page.getByLabel("Text from").selectOption("A file");
    await page.getByRole("button", { name: "File", exact: true }).click();
    await expectSettings("text", { from: "file", file: "/home/someone/Pictures/Chosen picture.txt" });
    await expectPage(page.getByText("Chosen picture.txt")).toBeVisible();
    await page.getByRole("button", { name: "Take Chosen picture.txt out" }).click();
    await expectSettings("text", { file: "" });
  });

  test("take figures by digits, keys and the slider", async () => {
    await properties("text");
    const size = page.getByRole("spinbutton", { name: "Size" });
    await size.fill("5");
    await expectPage(page.getByRole("dialog").getByRole("alert")).toHaveText("6 to 500 px, a whole number.");
    await size.fill("96");
    await size.press("Shift+ArrowUp");
    await expectSettings("text", { size: 106 });
    await page.getByRole("slider", { name: "Outline" }).focus();
    await page.keyboard.press("ArrowRight");
    await expectSettings("text", { outline: 1 });
    await expectPage(page.getByLabel("Outline colour", { exact: true })).toBeVisible();
  });

  test("take colours by the picker, digits and opacity", async () => {
    await properties("text");
    const digits = page.getByRole("textbox", { name: "Colour", exact: true });
    await expectPage(digits).toHaveValue("#FFCC00");
    await digits.fill("08f");
    await expectSettings("text", { colour: "#0088ffcc" });
    await digits.fill("no colour");
    await expectPage(page.getByRole("dialog").getByRole("alert")).toContainText("Six digits");
    await page.getByRole("spinbutton", { name: "Opacity of Colour" }).fill("100");
    await expectSettings("text", { colour: "#0088ff" });
    await page.getByLabel("Pick Colour", { exact: true }).fill("#123456");
    await expectSettings("text", { colour: "#123456" });
  });

  test("offer fonts by name, and take any other", async () => {
    await properties("text");
    const font = page.getByRole("combobox", { name: "Font" });
    await font.click();
    await page.keyboard.type("noto sans kr");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expectSettings("text", { font: "Noto Sans KR" });
    await expectPage(page.getByRole("listbox", { name: "Fonts" })).toBeHidden();
    await font.fill("나만의 글꼴");
    await page.keyboard.press("Enter");
    await expectSettings("text", { font: "나만의 글꼴" });
    await expectPage(page.getByRole("dialog")).toBeVisible();
  });
});

test("files are added, reordered and taken out", async () => {
  await properties("slides");
  const files = page.getByRole("list", { name: "Images" }).getByRole("listitem");
  await expectPage(files).toHaveCount(3);
  await files.first().focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expectPage(files.nth(1)).toHaveAccessibleName("one.png");
  await files.nth(2).focus();
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: "Images" }).click();
  await expectPage(files).toHaveCount(4);
  await expectSettings("slides", { files: [expect.stringContaining("둘째"), "/home/someone/Pictures/one.png", expect.stringContaining("Chosen"), expect.stringContaining("그림")] });
});

test("a window is picked by its look, a camera by its name", async () => {
  await properties("seen");
  await page.getByRole("button", { name: "Slides – Quarterly review" }).click();
  await expectSettings("seen", { sourceId: "window:1", label: "Slides – Quarterly review" });
  await properties("source");
  await page.getByRole("combobox", { name: "Camera" }).selectOption("Laptop camera");
  await expectSettings("source", { deviceId: "c2", label: "Laptop camera" });
});

test("a scene is picked, and an action asks the source", async () => {
  await properties("nested");
  await page.getByRole("combobox", { name: "Scene" }).selectOption({ label: "Scene" });
  await expectSettings("nested", { scene: "scene" });
  await properties("page");
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.getByLabel("Frame rate").fill("61");
  await expectPage(page.getByRole("dialog").getByRole("alert")).toHaveText("1 to 60 fps, a whole number.");
});
