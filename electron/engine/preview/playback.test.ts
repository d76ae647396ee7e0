import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { chromium, type Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audioStream, videoStream } from "../../../e2e/peers/ffprobe";
import { broadcast, type Broadcast } from "./broadcast.fixture";
import { PreviewServer } from "./preview-server";

const run = promisify(execFile);

let server: PreviewServer;
let live: Broadcast;

beforeAll(async () => {
  server = await PreviewServer.start();
  live = broadcast({ width: 640, height: 360 });
  server.attach(live.bus);
});

afterAll(async () => {
  await live.kill();
  await server.close();
});

describe("the preview link in other players", () => {
  it("is what it says for ffprobe, from the first moment", async () => {
    expect(await videoStream(server.url)).toMatchObject({ codec_name: "h264", profile: "High", width: 640, height: 360 });
    expect(await audioStream(server.url)).toMatchObject({ codec_name: "aac", sample_rate: "48000", channels: 2 });
  });

  it("is read by ffmpeg over several segments without a word of complaint", async () => {
    const { stderr, stdout } = await run("ffmpeg", [
      ...["-nostdin", "-v", "warning", "-xerror", "-i", server.url, "-t", "7", "-map", "0:v", "-f", "framecrc", "pipe:1"],
    ]);
    expect(stderr).toBe("");
    const times = stdout.split("\n").filter((line) => /^0,/.test(line)).map((line) => Number(line.split(",")[2]));
    expect(times).toEqual(Array.from({ length: 210 }, (_, n) => n));
  });

  it("plays in ffplay until the encode is over", async () => {
    const own = await PreviewServer.start();
    const short = broadcast({ duration: 5 });
    own.attach(short.bus);
    const over = short.done.then(() => short.bus.end());
    const env = { ...process.env, SDL_VIDEODRIVER: "dummy", SDL_AUDIODRIVER: "dummy" };
    const { stderr } = await run("ffplay", ["-v", "error", "-autoexit", own.url], { env, timeout: 60_000 });
    expect(stderr).toBe("");
    await over;
    await own.close();
  });
});

describe("the preview link in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());

  it("opens as a page that plays", async () => {
    const page = await browser.newPage();
    const refused: string[] = [];
    const media: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith(".ts")) media.push(request.url());
    });
    page.on("console", (message) => {
      if (message.type() === "error") refused.push(message.text());
    });
    await page.goto(server.url);
    await page.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) > 0);
    const begin = await page.evaluate(() => document.querySelector("video")?.currentTime ?? 0);
    await page.waitForFunction((from) => (document.querySelector("video")?.currentTime ?? 0) > from + 5, begin);
    const size = await page.evaluate(() => {
      const video = document.querySelector("video");
      return [video?.videoWidth, video?.videoHeight];
    });
    expect(size).toEqual([640, 360]);
    expect(media).toEqual([...new Set(media)]);
    expect(refused.filter((line) => !line.includes("favicon"))).toEqual([]);
  });
});
