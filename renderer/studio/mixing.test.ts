import type { Locator } from "@playwright/test";
import { describe, expect, test } from "vitest";
import type { Channel } from "../../electron/contract/channel";
import { expectPage, openShowcase, PATIENCE } from "./showcase/opened.fixture";

const studio = await openShowcase();
const { page } = studio;

const button = (name: string | RegExp) => page.getByRole("button", { name });
const row = (name: string | RegExp) => page.getByRole("listitem", { name });

async function channel(id: string): Promise<Channel | undefined> {
  return (await studio.collection()).channels.find((one) => one.id === id);
}

/** Once the window has it so. */
function expectChannel(id: string, wanted: Partial<Channel>): Promise<void> {
  return expect.poll(() => channel(id), PATIENCE).toMatchObject(wanted);
}

async function middle(of: Locator): Promise<{ x: number; y: number }> {
  const box = await of.boundingBox();
  if (box === null) throw new Error("It is not on the screen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** By the mouse, so many px to the right and down. */
async function drag(what: Locator, right: number, down: number): Promise<void> {
  const { x, y } = await middle(what);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step++) await page.mouse.move(x + (right * step) / 8, y + (down * step) / 8);
  await page.mouse.up();
}

describe("a strip", () => {
  test("is muted, soloed and monitored by mouse and keyboard", async () => {
    await studio.show("mixing");
    await button("Mute Podcast microphone").click();
    await expectChannel("mic", { muted: true });
    await button("Solo Podcast microphone").focus();
    await page.keyboard.press("Space");
    await expectChannel("mic", { solo: true });
    await button("Monitoring of Podcast microphone").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitemradio", { name: "Heard here only, not by viewers" }).click();
    await expectChannel("mic", { monitor: "only" });
    await expectPage(button("Monitoring of Desktop sound")).toBeDisabled();
  });

  test("takes its level as it is typed, and nothing beyond its limits", async () => {
    await studio.show("mixing");
    const box = page.getByRole("spinbutton", { name: "Volume of Podcast microphone in dB" });
    await box.fill("-7,5");
    await expectChannel("mic", { volume: -7.5 });
    await box.fill("99");
    await expectPage(box).toHaveAttribute("aria-invalid", "true");
    await box.blur();
    await expectPage(box).toHaveValue("−7.5");
    await box.press("ArrowUp");
    await expectChannel("mic", { volume: -7.4 });
    await box.fill("-60");
    await box.blur();
    await expectPage(box).toHaveValue("−∞");
  });

  test("is dragged in one step to undo, and a double click sets it back", async () => {
    await studio.show("mixing");
    const fader = page.getByRole("slider", { name: "Volume of Podcast microphone" });
    await drag(fader, -60, 0);
    await expect.poll(async () => (await channel("mic"))?.volume, PATIENCE).toBeLessThan(-20);
    await page.keyboard.press("Control+KeyZ");
    await expectChannel("mic", { volume: -6 });
    await fader.dblclick();
    await expectChannel("mic", { volume: 0 });
  });

  test("moves by keys, and many steps are one write", async () => {
    await studio.show("ready");
    const fader = page.getByRole("slider", { name: "Volume of Podcast microphone" });
    await fader.focus();
    // As fast as a key that is held, however long a busy machine takes to say that each was pressed.
    await Promise.all(Array.from({ length: 4 }, () => page.keyboard.press("ArrowRight")));
    await expectPage(fader).toHaveAttribute("aria-valuetext", "−4.0 dB");
    await expect.poll(() => studio.asked("collection.write"), PATIENCE).toMatchObject([{ channels: [{ id: "mic", volume: -4 }, { id: "desk" }] }]);
  });

  test("leans to a side by keys, and stays in the middle near it", async () => {
    await studio.show("mixing");
    const balance = page.getByRole("slider", { name: "Balance of Podcast microphone" });
    await balance.focus();
    await page.keyboard.press("ArrowLeft");
    await expectPage(balance).toHaveAttribute("aria-valuetext", "In the middle");
    await page.keyboard.press("Home");
    await expectPage(balance).toHaveAttribute("aria-valuetext", "Left only");
  });

  test("is renamed, moved and removed by keys; Undo brings it back", async () => {
    await studio.show("mixing");
    await row("Podcast microphone").focus();
    await page.keyboard.press("F2");
    await page.getByRole("textbox", { name: "Name of Podcast microphone" }).fill("진행자");
    await page.keyboard.press("Enter");
    await expectPage(row("진행자")).toBeFocused();
    await page.keyboard.press("Alt+ArrowDown");
    await expect.poll(async () => (await studio.collection()).channels[1]?.name, PATIENCE).toBe("진행자");
    await row("진행자").focus();
    await page.keyboard.press("Delete");
    await expectPage(row("진행자")).toBeHidden();
    await button("Undo").last().click();
    await expectPage(row("진행자")).toBeVisible();
  });

  test("says which key it waits for", async () => {
    await studio.show("mixing");
    await expectPage(row("민지 (진행)").getByRole("status")).toHaveText("Hold V");
    await page.keyboard.down("v");
    await expectPage(row("민지 (진행)").getByRole("status")).toHaveText("Talking");
    await page.keyboard.up("v");
    await expectPage(row("민지 (진행)").getByRole("status")).toHaveText("Hold V");
  });

  test("without sound says why in the place of its level", async () => {
    await studio.show("mixing");
    await expectPage(row("Phone").getByRole("alert")).toHaveText("Phone was disconnected.");
  });
});

describe("the meters", () => {
  test("paint levels", async () => {
    await studio.show("ready");
    const painted = () =>
      page.getByRole("img", { name: "Level of Podcast microphone" }).evaluate((element: HTMLCanvasElement) => {
        const green = (x: number) => element.getContext("2d")?.getImageData(x, 2, 1, 1).data[1] ?? 0;
        return green(4) > 2 * green(element.width - 4);
      });
    await expect.poll(painted, PATIENCE).toBe(true);
  });

  test("light up where samples are cut off, and only there", async () => {
    await studio.show("mixing");
    const light = (name: string) =>
      page.getByRole("img", { name: `Level of ${name}` }).evaluate((element: HTMLCanvasElement) => element.getContext("2d")?.getImageData(element.width - 2, 2, 1, 1).data[0] ?? 0);
    await expect.poll(() => light("Podcast microphone"), PATIENCE).toBeGreaterThan(120);
    expect(await light("Guest 2")).toBeLessThan(80);
  });

  test("of loudness show their figures, and begin anew", async () => {
    await studio.show("mixing");
    const integrated = page.getByLabel("Integrated loudness", { exact: true });
    await expectPage(integrated).toHaveText("−16.0");
    await button("Measure the integrated loudness anew").click();
    await expectPage(integrated).toHaveText("−∞");
  });
});

test("advanced audio edits every strip side by side", async () => {
  await studio.show("mixing");
  await button("Advanced audio").click();
  const dialog = page.getByRole("dialog", { name: "Advanced audio" });
  await expectPage(dialog.getByRole("row")).toHaveCount(13);
  const offset = dialog.getByRole("spinbutton", { name: "Sync offset of Podcast microphone in milliseconds" });
  await offset.fill("-951");
  await expectPage(offset).toHaveAttribute("aria-invalid", "true");
  await offset.fill("-950");
  await expectChannel("mic", { syncOffset: -950 });
  await dialog.getByRole("switch", { name: "Podcast microphone in mono" }).click();
  await expectChannel("mic", { mono: true });
  await dialog.getByLabel("Monitoring of Guest 2").selectOption("Here and viewers");
  await expectChannel("guest-1", { monitor: "both" });
  await dialog.getByRole("spinbutton", { name: "Balance of Guest 2 in percent" }).fill("-40");
  await expectChannel("guest-1", { balance: -0.4 });
  // What is behind it goes on being of use.
  await button("Mute Podcast microphone").click();
  await expectChannel("mic", { muted: true });
  await expectPage(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expectPage(dialog).toBeHidden();
});

describe("filters of a sound", () => {
  const list = () => page.getByRole("list", { name: "Filters" }).getByRole("listitem");
  const names = () => list().evaluateAll((rows) => rows.map((one) => one.getAttribute("aria-label")));
  const filter = async (at: number) => (await channel("mic"))?.filters[at];

  async function open(): Promise<void> {
    await studio.show("mixing");
    await button("More for Podcast microphone").click();
    await page.getByRole("menuitem", { name: /^Filters/ }).click();
    await expectPage(page.getByRole("dialog", { name: "Filters of Podcast microphone" })).toBeVisible();
  }

  test("are added, and what is set takes effect at once", async () => {
    await open();
    await button("Add filter").click();
    await page.getByRole("menuitem", { name: "Limiter" }).click();
    await expectPage(page.getByRole("region", { name: "Settings of Limiter" })).toBeVisible();
    const threshold = page.getByRole("slider", { name: "Threshold" });
    await threshold.focus();
    await page.keyboard.press("Home");
    await expect.poll(() => filter(4), PATIENCE).toMatchObject({ kind: "limiter", enabled: true, settings: { threshold: -60 } });
    await page.getByRole("spinbutton", { name: "Release" }).fill("5000");
    await expectPage(page.getByRole("dialog").getByRole("alert")).toHaveText("1 to 1000 ms, a whole number.");
    expect((await filter(4))?.settings).not.toMatchObject({ release: 5000 });
    await button("Defaults").click();
    await expect.poll(async () => (await filter(4))?.settings.threshold, PATIENCE).not.toBe(-60);
  });

  test("are switched, renamed and removed by keys; Undo brings one back", async () => {
    await open();
    await page.getByRole("switch", { name: "Use Noise suppression" }).focus();
    await page.keyboard.press("Space");
    await expect.poll(() => filter(0), PATIENCE).toMatchObject({ enabled: false });
    await row("Noise gate").focus();
    await page.keyboard.press("F2");
    await page.getByRole("textbox", { name: "Name of Noise gate" }).fill("문");
    await page.keyboard.press("Enter");
    await expectPage(row("문")).toBeFocused();
    await page.keyboard.press("Delete");
    await expectPage(list()).toHaveCount(3);
    await button("Undo").last().click();
    await expectPage(list()).toHaveCount(4);
  });

  test("change their order by Alt and an arrow, and by drag", async () => {
    await open();
    await row("Noise suppression").focus();
    await page.keyboard.press("Alt+ArrowDown");
    await expect.poll(names, PATIENCE).toMatchObject(["Noise gate", "Noise suppression", /^음악/, "Something newer"]);
    await drag(row("Something newer").locator("svg").first(), 0, -130);
    await expect.poll(async () => (await names())[0], PATIENCE).toBe("Something newer");
    await page.keyboard.press("Control+KeyZ");
    await expect.poll(async () => (await names())[3], PATIENCE).toBe("Something newer");
  });

  test("are copied to another channel", async () => {
    await open();
    await button("Copy and paste filters").click();
    await page.getByRole("menuitem", { name: "Copy all" }).click();
    await studio.open({ kind: "filters", owner: { channel: "guest-4" } });
    await expectPage(page.getByText("No filter yet")).toBeVisible();
    await button("Copy and paste filters").click();
    await page.getByRole("menuitem", { name: /^Paste/ }).click();
    await expectPage(list()).toHaveCount(4);
    const [from, to] = [await channel("mic"), await channel("guest-4")];
    expect(to?.filters.map(({ kind, settings }) => ({ kind, settings }))).toEqual(from?.filters.map(({ kind, settings }) => ({ kind, settings })));
    expect(to?.filters[0]?.id).not.toBe(from?.filters[0]?.id);
  });

  test("of a newer version are kept and said", async () => {
    await open();
    await row("Something newer").click();
    await expectPage(page.getByText("does not know this kind of filter")).toBeVisible();
  });

  test("duck under another channel, never under their own", async () => {
    await open();
    await row(/^음악/).click();
    const under = page.getByLabel("Ducks under");
    await expectPage(under.locator("option")).toHaveCount(12);
    await under.selectOption("Game");
    await expect.poll(() => filter(2), PATIENCE).toMatchObject({ settings: { sideChain: "guest-4", ratio: 4 } });
  });

  test("leave the keyboard where it was when they are closed", async () => {
    await open();
    await page.keyboard.press("Escape");
    await expectPage(button("More for Podcast microphone")).toBeFocused();
  });
});

test("filters of a picture are offered too", async () => {
  await studio.show("mixing");
  await studio.open({ kind: "filters", owner: { source: "source" } });
  await button("Add filter").click();
  await page.getByRole("menuitem", { name: "Chroma key" }).click();
  await expectPage(page.getByRole("region", { name: "Settings of Chroma key" })).toBeVisible();
  await expect.poll(async () => (await studio.collection()).sources[0]?.filters, PATIENCE).toMatchObject([{ kind: "chroma-key" }]);
});
