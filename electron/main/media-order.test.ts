import type { MessagePortMain } from "electron";
import { describe, expect, it } from "vitest";
import type { EngineCommand } from "../contract/engine";
import type { MediaOrder } from "../contract/feed";
import { MediaReport } from "../contract/media";
import { orderMedia } from "./media-order";

const order = (file: string): MediaOrder => ({ to: "media", file, loop: false, paused: false, width: 640, height: 360, fps: 30 });
const ability = { path: "ffmpeg", version: "5.1", srt: true, rtmps: true, encoders: [] };

/** What main did with an order: what it asked the engine, told the page, and how many ports it closed. */
async function ordered(file: string, ffmpeg: Parameters<typeof orderMedia>[2]["ffmpeg"] = Promise.resolve(ability)) {
  const asked: EngineCommand[] = [];
  const told: unknown[] = [];
  let closed = 0;
  const port = { postMessage: (message: unknown) => told.push(message), close: () => (closed += 1) } as unknown as MessagePortMain;
  await orderMedia(order(file), [port, port, port], {
    allowed: (path) => path === "/chosen.mp4",
    ffmpeg,
    ask: (command) => {
      asked.push(command);
      return Promise.resolve(null);
    },
  });
  return { asked, told: told.map((each) => MediaReport.parse(each)), closed };
}

describe("an order of media", () => {
  it.each(["/chosen.mp4", "https://example.org/a.mp4"])("for %s goes to the engine", async (file) => {
    expect(await ordered(file)).toEqual({ asked: [{ type: "openMedia", order: order(file) }], told: [], closed: 0 });
  });

  it("for a file that nobody chose is refused in words", async () => {
    const { asked, told, closed } = await ordered("/etc/secret.mp4");
    expect(asked).toEqual([]);
    expect(told).toMatchObject([{ phase: "failed", problem: { code: "file-refused", subject: "secret.mp4" } }]);
    expect(closed).toBe(2);
  });

  it("without ffmpeg says so", async () => {
    const { asked, told } = await ordered("/chosen.mp4", Promise.resolve({ code: "ffmpeg-missing" }));
    expect(asked).toEqual([]);
    expect(told).toMatchObject([{ phase: "failed", problem: { code: "ffmpeg-missing" } }]);
  });
});
