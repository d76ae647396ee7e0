import { loudest } from "./peers/loudness";
import { colourError, pictureAt } from "./peers/picture";
import { expectBroadcast, expectOnTime, expectUnbroken } from "./received";
import { expect, outputList, test } from "./studio";

/** Chromium's own camera: a green field with a turning pie, 20 pictures a second; its microphone beeps. */
const switches = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const GREEN = [0, 125, 0] as const;

test("camera and microphone go live, and are listed by name", async ({ folder, ingest, open }) => {
  const list = await outputList(folder, [`${ingest.server}/key`]);
  const studio = await open(["--source", "camera", "--audio", "default", "--output", list], { switches });
  const { page } = studio;
  await expect(page.getByRole("row", { name: /Camera|fake_device_0/ })).toBeVisible();
  await page.keyboard.press("Control+Shift+A");
  await page.getByRole("button", { name: "Camera", exact: true }).first().click();
  await expect(page.getByRole("button", { name: /fake_device_0/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("list", { name: "Sounds" })).not.toContainText(/was disconnected|No microphone/);
  await page.getByRole("button", { name: "Add sound" }).click();
  await expect(page.getByRole("menuitem", { name: "Fake Audio Input 1" })).toBeVisible();
  await page.keyboard.press("Escape");

  await studio.status("the camera on air", (line) => line.broadcast.phase === "onAir" && line.program.frames > 150);
  expect(await studio.quit()).toBe(0);

  const lines = await studio.lines();
  expectOnTime(lines, 30);
  const [flv = ""] = await ingest.recordings("key");
  await expectBroadcast(flv, { width: 1280, height: 720, fps: 30 });
  expect(await expectUnbroken(flv, 30)).toBeGreaterThanOrEqual(90);
  expect(colourError((await pictureAt(flv, 2)).colour(0.04, 0.5), GREEN)).toBeLessThanOrEqual(5);
  // It beeps twice a second.
  expect(await loudest(flv, 2, 2)).toBeGreaterThan(-20);
});
