import { afterEach, describe, expect, it } from "vitest";
import type { MediaPictureMessage, MediaPictureReply } from "../../../electron/contract/media";
import { testStage } from "../stage.fixture";
import { mediaPicture } from "./picture";
import { MediaSettings } from "./schema";

const ports: MessagePort[] = [];

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A picture with the engine's end of its port. */
function pictured(settings: Partial<MediaSettings> = {}) {
  const stage = testStage();
  const picture = mediaPicture(MediaSettings.parse(settings), stage.tools);
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  picture.fed({ port: port2 });
  const replies: MediaPictureReply[] = [];
  let heard: () => void = () => undefined;
  port1.onmessage = ({ data }: MessageEvent<MediaPictureReply>) => {
    replies.push(data);
    heard();
  };
  const send = (message: MediaPictureMessage): void => port1.postMessage(message);
  return {
    stage,
    picture,
    replies,
    send,
    /** Sends a frame that is not what it says; messages come in order, so when it was taken all before it were heard. */
    async unfit() {
      const taken = new Promise<void>((resolve) => (heard = resolve));
      send({ type: "frame", width: 64, height: 36, alpha: false, position: 0, run: 0, planes: new ArrayBuffer(10) });
      await taken;
    },
    opened: (width: number, height: number) => send({ type: "opened", width, height, frameBytes: 0, shelf: false }),
    /** Sends a plain frame, and waits until it was taken. */
    async frame(size: readonly [number, number], [y, u, v, a]: readonly number[], said: { run?: number; position?: number } = {}) {
      const [width, height] = size;
      const luma = width * height;
      const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
      const planes = new Uint8Array(luma * (a === undefined ? 1 : 2) + 2 * chroma);
      planes.fill(y ?? 0, 0, luma).fill(u ?? 0, luma, luma + chroma).fill(v ?? 0, luma + chroma, luma + 2 * chroma);
      planes.fill(a ?? 0, luma + 2 * chroma);
      const taken = new Promise<void>((resolve) => (heard = resolve));
      send({ type: "frame", width, height, alpha: a !== undefined, position: 0, run: 0, ...said, planes: planes.buffer });
      await taken;
    },
  };
}

describe("the picture of a media source", () => {
  it("shows the newest frame at its natural size, and says that each was taken", async () => {
    const { stage, picture, opened, frame, replies } = pictured();
    opened(640, 360);
    expect(picture.size()).toEqual({ width: 0, height: 0 });
    await frame([64, 36], [50, 100, 150], { position: 33 });
    expect(picture.size()).toEqual({ width: 640, height: 360 });
    const before = picture.version();
    const first = picture.render();
    expect(stage.pixel(first, 63, 35)).toEqual([50, 100, 150, 255]);
    await frame([64, 36], [60, 100, 150]);
    await frame([64, 36], [70, 100, 150], { position: 100 });
    // What was rendered stays as it is until the next is asked for.
    expect(stage.pixel(first, 63, 35)).toEqual([50, 100, 150, 255]);
    expect(picture.version()).not.toBe(before);
    expect(stage.pixel(picture.render(), 0, 0)).toEqual([70, 100, 150, 255]);
    expect(picture.position).toBe(100);
    expect(replies).toEqual([{ type: "took" }, { type: "took" }, { type: "took" }]);
  });

  it("takes alpha, odd sizes and other sizes as they come, and gives all memory back", async () => {
    const { stage, picture, opened, frame } = pictured();
    const used = stage.used();
    opened(63, 35);
    await frame([63, 35], [50, 100, 150, 77]);
    expect(stage.pixel(picture.render(), 62, 34)).toEqual([50, 100, 150, 77]);
    await frame([64, 36], [90, 110, 120]);
    expect(stage.pixel(picture.render(), 63, 35)).toEqual([90, 110, 120, 255]);
    await frame([32, 18], [91, 110, 120]);
    await frame([16, 8], [92, 110, 120]);
    expect(stage.pixel(picture.render(), 15, 7)).toEqual([92, 110, 120, 255]);
    picture.close();
    expect(stage.used()).toBe(used);
  });

  it.each([
    [true, 0],
    [false, 640],
  ])("after its end, hidden: %s; begins anew with the next run", async (hideWhenEnded, width) => {
    const { picture, opened, frame, unfit, send } = pictured({ hideWhenEnded });
    opened(640, 360);
    await frame([64, 36], [50, 128, 128]);
    const before = picture.version();
    send({ type: "ended", run: 0 });
    await unfit();
    expect(picture.ended).toBe(true);
    expect(picture.size().width).toBe(width);
    expect(picture.version()).not.toBe(before);
    await frame([64, 36], [51, 128, 128], { run: 1 });
    expect([picture.ended, picture.run, picture.size().width]).toEqual([false, 1, 640]);
  });

  it("leaves a frame out that is not what it says, and gives its credit back", async () => {
    const { picture, opened, replies, frame, unfit } = pictured();
    opened(64, 36);
    await unfit();
    await frame([64, 36], [51, 128, 128]);
    expect(picture.timing().frames).toBe(1);
    expect(replies).toHaveLength(2);
  });
});
