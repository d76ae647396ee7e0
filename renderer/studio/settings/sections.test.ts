import { beforeEach, describe, expect, test } from "vitest";
import { expectPage, openShowcase, PATIENCE } from "../showcase/opened.fixture";

const studio = await openShowcase();
const { page } = studio;

async function section(name: string): Promise<void> {
  await studio.show("mixing");
  await page.keyboard.press("Control+Comma");
  await page.getByRole("tab", { name }).click();
}

const button = (name: string | RegExp) => page.getByRole("button", { name });
const row = (name: string) => page.getByRole("listitem", { name });

describe("hotkeys", () => {
  beforeEach(() => section("Hotkeys"));

  test("are recorded as they are pressed, while none acts, and saved", async () => {
    await button("Set keys for: Take the prepared scene (studio mode)").focus();
    await page.keyboard.press("Enter");
    await expectPage(button(/^Press the keys for: Take/)).toBeFocused();
    await page.keyboard.down("Control");
    await expectPage(button(/^Press the keys for: Take/)).toHaveText("Ctrl+…");
    await page.keyboard.press("F5");
    await page.keyboard.up("Control");
    await expectPage(row("Take the prepared scene (studio mode)")).toContainText("Ctrl+F5");
    await expect.poll(() => studio.asked("hotkeys.pause"), PATIENCE).toEqual([true, false]);
    await button(/^Save$/).click();
    await expectPage(page.getByRole("dialog")).toBeHidden();
    const [written] = (await studio.asked("settings.write")) as { hotkeys: unknown[] }[];
    expect(written?.hotkeys).toContainEqual({ keys: "CommandOrControl+F5", action: { do: "transition" } });
    expect(written?.hotkeys).toHaveLength(7);
  });

  test("stay as they were on Escape, and are cleared one by one", async () => {
    await button(/^F9, for: Go live/).click();
    await page.keyboard.press("Escape");
    await expectPage(row("Go live or end the stream")).toContainText("F9");
    await expectPage(page.getByRole("dialog")).toBeVisible();
    await button("Clear F9 for: Go live or end the stream").click();
    await expectPage(button("Set keys for: Go live or end the stream")).toBeVisible();
  });

  test("say at their row what is the matter with them", async () => {
    await expectPage(row("Start or stop recording").getByRole("alert")).toHaveText("Another program has these keys. Choose others, or free them there.");
    await expectPage(row("Mute or unmute Podcast microphone").getByRole("alert")).toHaveText(
      "Also given to: Mute or unmute Desktop sound. Only one of them can have it.",
    );
    await expectPage(row("Hold to talk: 민지 (진행)")).toContainText("Heard only while this window has the focus.");
    await button(/^Ctrl\+Shift\+1, for/).click();
    await page.keyboard.press("k");
    await expectPage(row("Show Scene").getByRole("alert")).toHaveText("No other program gets K while Tallylight runs. Add Ctrl or Alt.");
  });

  test("are found by their words and their keys", async () => {
    await page.getByRole("searchbox", { name: "Search hotkeys" }).fill("ctrl+m");
    await expectPage(page.getByRole("tabpanel").getByRole("listitem")).toHaveCount(2);
  });
});

test("the bitrate's steps are shown down to the floor, and what is encoded now and why", async () => {
  await studio.show("ready");
  await page.keyboard.press("Control+Comma");
  await page.getByRole("tab", { name: "Encoder" }).click();
  await expectPage(page.getByText("Steps: 3000, 2400, 1800, 1350, 990, 750, 600 kb/s.")).toBeVisible();
  await page.getByLabel("Lowest video bitrate").fill("1200");
  await expectPage(page.getByText("Steps: 3000, 2400, 1800, 1350, 1200 kb/s.")).toBeVisible();
  await page.getByRole("switch", { name: "Dynamic bitrate" }).click();
  await expectPage(page.getByLabel("Lowest video bitrate")).toBeHidden();
  await button("Save").click();
  await expectPage(page.getByRole("dialog")).toBeHidden();
  const [written] = (await studio.asked("settings.write")) as { encoder: unknown }[];
  expect(written?.encoder).toMatchObject({ dynamicBitrate: false, bitrateFloor: 1200 });
  await studio.show("korean");
  await expectPage(page.getByText("Video at 1350 of 3000 kb/s: 토요일 방송 gets 1.84 Mb/s")).toBeVisible();
});

test("what is heard here can be chosen on air, the sound of the stream cannot", async () => {
  await section("Audio");
  await expectPage(page.getByLabel("Audio bitrate")).toBeDisabled();
  await expectPage(page.getByLabel("Monitoring device")).toBeEnabled();
  await expectPage(page.getByLabel("Monitoring device")).toHaveValue("");
});

test("recordings can have each channel on a track, also when that is chosen on air", async () => {
  await section("Recording");
  await expectPage(page.getByLabel("Sound tracks")).toHaveValue("program");
  await page.getByLabel("Sound tracks").selectOption("Program and each channel on its own");
  await button("Save").click();
  await expectPage(page.getByRole("dialog")).toBeHidden();
  const [written] = (await studio.asked("settings.write")) as { recording: unknown }[];
  expect(written?.recording).toMatchObject({ tracks: "channels", container: "mkv" });
});

test("diagnostics are copied, and nothing is saved by that", async () => {
  await section("General");
  await button("Copy diagnostics").click();
  await expectPage(page.getByText("Diagnostics copied").first()).toBeVisible();
  expect(await studio.asked("diagnostics.copy")).toHaveLength(1);
  expect(await studio.asked("settings.write")).toEqual([]);
});
