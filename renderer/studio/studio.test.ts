import { describe, expect, test } from "vitest";
import { expectPage, openShowcase, PATIENCE } from "./showcase/opened.fixture";
import type { SceneName } from "./showcase/scenes";

const { page, show, asked } = await openShowcase();

const button = (name: string | RegExp) => page.getByRole("button", { name });
const tallyLamp = () => page.getByRole("status", { name: "Tally" });

describe("going live", () => {
  test("without a destination asks for service and key, then is on air", async () => {
    await show("first");
    await button("Go live").click();
    await button("YouTube").click();
    await page.getByLabel("Stream key").fill("  abcd-efgh ");
    await page.getByRole("dialog").getByRole("button", { name: "Go live" }).click();

    await expectPage(tallyLamp()).toHaveText("ON AIR");
    const [saved] = await asked("destination.save");
    expect(saved).toMatchObject({
      destination: { name: "YouTube", enabled: true, target: { protocol: "rtmp", service: "youtube" } },
      secrets: { streamKey: "abcd-efgh" },
      sessionOnly: false,
    });
    expect(await asked("stream.start")).toHaveLength(1);
  });

  test("does not leave the dialog without a key", async () => {
    await show("first");
    await button("Go live").click();
    await button("Twitch").click();
    await page.getByRole("dialog").getByRole("button", { name: "Go live" }).click();
    await expectPage(page.getByRole("alert")).toHaveText("Paste the stream key.");
    expect(await asked("destination.save")).toEqual([]);
  });

  test("with destinations is one press, of the button or the shortcut", async () => {
    await show("ready");
    await page.keyboard.press("Control+Shift+L");
    await expectPage(tallyLamp()).toHaveText("ON AIR");
  });

  test("ends only after a second press, and Escape keeps the stream", async () => {
    await show("onAir");
    await button("End stream").click();
    const dialog = page.getByRole("alertdialog");
    await expectPage(dialog.getByRole("button", { name: "Keep streaming" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expectPage(dialog).toBeHidden();
    expect(await asked("stream.stop")).toEqual([]);

    await page.keyboard.press("Control+Shift+L");
    await dialog.getByRole("button", { name: "End stream" }).click();
    await expectPage(tallyLamp()).toHaveText("Off air");
    expect(await asked("stream.stop")).toEqual([{ cut: false }]);
  });

  test("says how the network to an SRT receiver is, and that a listener waits for one", async () => {
    await show("srt");
    await expectPage(page.getByRole("listitem", { name: "Venue screen" })).toContainText("Round trip 48 ms · loss 0.6 % · 1\u202f312 resent");
    await expectPage(page.getByRole("listitem", { name: "Hall" })).toContainText("Waiting for a receiver");
  });

  test("with a delay, sends the rest or cuts it, then too when it is being sent already", async () => {
    const dialog = page.getByRole("alertdialog");
    await show("delayed");
    await expectPage(page.getByRole("listitem", { name: "Twitch" })).toContainText("00:34 delayed, 13 MB1\u202f312 lost: 1\u202f200 slow network, 112 outage");
    await button("End stream").click();
    await expectPage(dialog).toContainText("Viewers have not seen the last 00:34 yet.");
    await dialog.getByRole("button", { name: "Send the rest" }).click();
    expect(await asked("stream.stop")).toEqual([{ cut: false }]);
    await show("draining");
    await button("Ends in 00:22").click();
    await dialog.getByRole("button", { name: "End now" }).click();
    expect(await asked("stream.stop")).toEqual([{ cut: true }]);
  });
});

describe("the tally", () => {
  test("says in one glance how it is", async () => {
    const words: [SceneName, string][] = [
      ["first", "Off air"],
      ["rehearsing", "Rehearsal"],
      ["onAir", "ON AIR"],
      ["failing", "YouTube refused the stream key.ON AIR"],
      ["interrupted", "2 destinations are failingNot received"],
    ];
    for (const [scene, expected] of words) {
      await show(scene);
      await expectPage(tallyLamp()).toHaveText(expected);
    }
  });

  test("red is nowhere while off air", async () => {
    await show("ready");
    const red = await page.evaluate(() => {
      const probe = document.createElement("i");
      probe.style.color = "var(--red)";
      document.body.append(probe);
      const colour = getComputedStyle(probe).color;
      probe.remove();
      return [...document.querySelectorAll("body *")].filter((e) => {
        const { color, backgroundColor, borderTopColor } = getComputedStyle(e);
        return [color, backgroundColor, borderTopColor].includes(colour);
      }).length;
    });
    expect(red).toBe(0);
  });
});

describe("destinations", () => {
  test("an SRT listener is added with its passphrase, and a short one is refused as it is typed", async () => {
    await show("first");
    await page.keyboard.press("Control+Shift+D");
    await button(/^SRT/).click();
    await page.getByLabel("Connection").selectOption("listener");
    await page.getByLabel("Encryption").selectOption("AES-256");
    const passphrase = page.getByLabel("Passphrase");
    await passphrase.fill("short");
    await passphrase.blur();
    await expectPage(page.getByRole("alert")).toContainText("10 to 79 characters");
    await passphrase.fill("long enough to hold");
    await button("Add").last().click();

    await expectPage(page.getByRole("listitem", { name: "SRT" })).toBeVisible();
    const [saved] = await asked("destination.save");
    expect(saved).toMatchObject({
      destination: { target: { protocol: "srt", mode: "listener", host: "", port: 9000, keyLength: 256 } },
      secrets: { passphrase: "long enough to hold" },
    });
  });

  test("a stored key is never shown, and stays when none is typed", async () => {
    await show("ready");
    await page.getByRole("listitem", { name: "Twitch" }).focus();
    await page.keyboard.press("Enter");
    await expectPage(page.getByLabel("Stream key")).toHaveValue("");
    await page.getByLabel("Name").fill("Second channel");
    await button("Save").click();
    await expectPage(page.getByRole("listitem", { name: "Second channel" })).toBeVisible();
    expect(await asked("destination.save")).toMatchObject([{ destination: { name: "Second channel" }, secrets: {} }]);
  });

  test("where keys would lie in plain text, session-only is offered and chosen", async () => {
    await show("korean");
    await page.keyboard.press("Control+Shift+D");
    await button("Twitch").click();
    await expectPage(page.getByLabel("Keep it for this session only")).toBeChecked();
    await page.getByLabel("Stream key").fill("k");
    await button("Add").last().click();
    await expectPage(page.getByRole("dialog")).toBeHidden();
    expect(await asked("destination.save")).toMatchObject([{ sessionOnly: true }]);
  });

  test("Delete takes one out, Undo brings it back as it was, and main forgets nothing meanwhile", async () => {
    await show("ready");
    const twitch = page.getByRole("listitem", { name: "Twitch" });
    await twitch.focus();
    await page.keyboard.press("Delete");
    await expectPage(twitch).toBeHidden();
    await expectPage(page.getByRole("listitem", { name: "YouTube" })).toBeFocused();
    expect(await asked("destination.save")).toMatchObject([{ destination: { id: "twitch", enabled: false } }]);

    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expectPage(twitch.getByRole("switch")).toBeChecked();
    expect(await asked("destination.remove")).toEqual([]);
  });

  test("a removal is final when its toast is put away", async () => {
    await show("ready");
    await page.getByRole("listitem", { name: "Venue screen" }).focus();
    await page.keyboard.press("Delete");
    await button("Put away").click();
    await expect.poll(() => asked("destination.remove"), PATIENCE).toEqual(["venue"]);
  });

  test("those of the command line are shown for this run, to be tried again and not edited", async () => {
    await show("ownRun");
    await expectPage(page.getByRole("listitem", { name: "rtmp://10.0.0.7/live" })).toContainText("for this run only");
    const failing = page.getByRole("listitem", { name: "srt://10.0.0.8:9000" });
    await failing.getByRole("button", { name: "Retry now" }).click();
    expect(await asked("destination.retry")).toEqual(["output-2"]);
    await failing.focus();
    await page.keyboard.press("Delete");
    await page.keyboard.press("Enter");
    await expectPage(failing).toBeVisible();
    await expectPage(page.getByRole("dialog")).toBeHidden();
  });

  test("one that is away says since when, which attempt comes when and why, and is called again at a press", async () => {
    await show("interrupted");
    const twitch = page.getByRole("listitem", { name: "Twitch" });
    await expectPage(twitch).toContainText("Failing for 00:04, retry in 3 s (attempt 3)");
    await expectPage(twitch.getByRole("alert")).toContainText("Twitch");
    await twitch.getByRole("button", { name: "Retry now" }).click();
    expect(await asked("destination.retry")).toEqual(["twitch"]);
  });

  test("a refused key offers the key page and another try", async () => {
    await show("failing");
    const youtube = page.getByRole("listitem", { name: "YouTube" });
    await youtube.getByRole("button", { name: "Retry now" }).click();
    await youtube.getByRole("button", { name: "Open the key page" }).click();
    expect(await asked("destination.retry")).toEqual(["youtube"]);
    expect(await asked("service.openKeyPage")).toEqual(["https://www.youtube.com/live_dashboard"]);
  });
});

describe("settings", () => {
  test("say what is wrong as it is typed, and are written when right", async () => {
    await show("ready");
    await page.keyboard.press("Control+Comma");
    await page.getByLabel("Frame rate").fill("61");
    await expectPage(page.getByRole("alert")).toHaveText("1 to 60 fps, a whole number.");
    await expectPage(button("Save")).toBeDisabled();
    await page.getByLabel("Frame rate").fill("60");
    await button("Save").click();
    await expectPage(page.getByRole("dialog")).toBeHidden();
    expect(await asked("settings.write")).toMatchObject([{ video: { width: 1280, height: 720, fps: 60 } }]);
  });

  test("of picture and encoder are locked on air, those of recordings are not", async () => {
    await show("onAir");
    await page.keyboard.press("Control+Comma");
    await expectPage(page.getByLabel("Frame rate")).toBeDisabled();
    await page.getByRole("tab", { name: "Recording" }).click();
    await expectPage(page.getByLabel("File name")).toBeEnabled();
  });
});

describe("the recording", () => {
  test("is paused, marked and split by buttons, and says how long it can go on", async () => {
    await show("onAir");
    const panel = page.getByRole("region", { name: "Recording" });
    await expectPage(panel).toContainText("12:30");
    await expectPage(panel).toContainText("File 2 · 2.1 GB · 9 h left");
    await panel.getByRole("button", { name: "Pause the recording" }).click();
    await expectPage(panel).toContainText("Paused 12:30");
    await panel.getByRole("button", { name: "Resume the recording" }).click();
    await panel.getByRole("button", { name: "Begin a chapter" }).click();
    await panel.getByRole("button", { name: "Go on in a new file" }).click();
    await expectPage(panel).toContainText("File 3 · 2.1 GB · 1 chapter · 9 h left");
    expect(await asked("recording.pause")).toEqual([true, false]);
  });

  test("says before it is begun how long it could be, and at which bitrate", async () => {
    await show("ready");
    await expectPage(page.getByRole("region", { name: "Recording" })).toContainText("6 days left at 3.16 Mb/s");
  });

  test("warns when little space is left, and shows how far a file is finished", async () => {
    await show("shortOfSpace");
    const panel = page.getByRole("region", { name: "Recording" });
    await expectPage(panel.getByRole("alert")).toContainText("The disk “Videos” has room for less than 15 minutes of recording.");
    await expectPage(panel).toContainText("11 min left");
    await expectPage(panel.getByRole("progressbar", { name: "Finishing the recording" })).toHaveAttribute("value", "0.4");
  });
});

describe("the replay", () => {
  test("is shown with what it holds and costs, saved by button or keys, and found in its folder", async () => {
    await show("onAir");
    const panel = page.getByRole("region", { name: "Replay" });
    await expectPage(panel).toContainText("Last 01:00 of 01:00");
    await expectPage(panel).toContainText("23 MB of memory, never more than 28 MB");
    await panel.getByRole("button", { name: "Save the replay" }).click();
    await expectPage(page.getByText("Replay Tallylight 2026-11-22 19-30-00.mkv").first()).toBeVisible();
    await page.getByRole("listitem").filter({ hasText: "Replay saved" }).getByRole("button", { name: "Show in folder" }).click();
    await panel.getByRole("button", { name: "Show the replay in its folder" }).click();
    const file = "/home/someone/Videos/Replay Tallylight 2026-11-22 19-30-00.mkv";
    expect(await asked("recording.reveal")).toEqual([file, file]);
    await page.keyboard.press("Control+Shift+S");
    expect(await asked("replay.save")).toHaveLength(2);
  });

  test("is there only where it is on, and can be switched on and off on air", async () => {
    await show("onAir");
    const panel = page.getByRole("region", { name: "Replay" });
    await page.keyboard.press("Control+Comma");
    await page.getByRole("tab", { name: "Recording" }).click();
    await page.getByLabel("Length of a replay").fill("19");
    await expectPage(page.getByRole("alert")).toHaveText("20 to 300 s, a whole number.");
    await page.getByLabel("Length of a replay").fill("300");
    await expectPage(page.getByText("Takes about 119 MB of memory at this bitrate.")).toBeVisible();
    await page.getByRole("switch", { name: "Replay buffer" }).click();
    await button("Save").click();
    await expectPage(panel).toBeHidden();
    expect(await asked("settings.write")).toMatchObject([{ replay: { on: false, seconds: 300 } }]);
  });
});

describe("the picture", () => {
  test("says in its rectangle why there is none, with the way to the system's settings", async () => {
    await show("denied");
    const stage = page.getByRole("region", { name: "Stage" });
    await expectPage(stage.getByRole("alert")).toContainText("not allowed to use the camera");
    await stage.getByRole("button", { name: "Open system settings" }).click();
    expect(await asked("permissions.openSettings")).toEqual(["camera"]);
  });
});

describe("the keyboard", () => {
  test("reaches every button, row and fader, and each of them has a name", async () => {
    await show("ready");
    const reached = new Set<string>();
    for (let step = 0; step < 80; step++) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const e = document.activeElement;
        if (e === null || e === document.body) return null;
        const ringed = getComputedStyle(e).outlineStyle !== "none" || getComputedStyle(e).backgroundColor !== "rgba(0, 0, 0, 0)";
        return `${e.getAttribute("role") ?? e.tagName} ${e.getAttribute("aria-label") ?? e.textContent}${ringed ? "" : " (focus not visible)"}`;
      });
      if (name === null) break;
      reached.add(name);
    }
    const wanted = ["Settings", "Rehearse", "Record", "Go live", "Add a scene", "Add", "Studio mode", "Add sound"];
    for (const name of wanted) expect([...reached]).toContain(`BUTTON ${name}`);
    expect([...reached]).toEqual(
      expect.arrayContaining([
        "slider Volume of Podcast microphone",
        "BUTTON Mute Podcast microphone",
        "BUTTON Solo Podcast microphone",
        "BUTTON Monitoring of Podcast microphone",
        "BUTTON More for Desktop sound",
        "slider Balance of Desktop sound",
        "spinbutton Volume of Desktop sound in dB",
        "switch Switch Twitch off",
        "BUTTON More for Venue screen",
      ]),
    );
    expect([...reached].filter((name) => name.includes("not visible"))).toEqual([]);
    expect([...reached].filter((name) => /^\S+ $/.test(name))).toEqual([]);
  });

  test("is the dialog's while one is open, and returns to where it was", async () => {
    await show("ready");
    await button("Settings").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Shift+L");
    expect(await asked("stream.start")).toEqual([]);
    await page.keyboard.press("Escape");
    await expectPage(button("Settings")).toBeFocused();
  });
});

test("the window fits at its smallest, and panel sizes are remembered", async () => {
  await page.setViewportSize({ width: 1100, height: 700 });
  await show("korean");
  const overflow = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  expect(overflow).toEqual([1100, 700]);

  const side = page.getByRole("region", { name: "Destinations" });
  const before = (await side.boundingBox())?.width ?? 0;
  await page.getByRole("separator", { name: "Width of Destinations" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await side.boundingBox())?.width, PATIENCE).toBeLessThan(before);
  const after = (await side.boundingBox())?.width;
  await page.reload();
  await expect.poll(async () => (await side.boundingBox())?.width, PATIENCE).toBe(after);
});
