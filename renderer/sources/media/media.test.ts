import { afterEach, describe, expect, it } from "vitest";
import type { MediaPictureMessage, MediaPictureReply } from "../../../electron/contract/media";
import { testStage } from "../stage.fixture";
import type { MediaPicture } from "./picture";
import { mediaPicture } from "./picture";
import { MediaSettings } from "./schema";

const ports: MessagePort[] = [];
const pictures: MediaPicture[] = [];

afterEach(() => {
  for (const picture of pictures.splice(0)) picture.close();
  for (const port of ports.splice(0)) port.close();
});

/** So far ahead that nothing is due by the real clock: moments are asked for by hand. */
const START = Date.now() + 1e7;
const [WIDTH, HEIGHT] = [64, 36];
const PERIOD = 1000 / 30;
/** When frame `n` of a film that begins at START is due. */
const due = (n: number): number => START + n * PERIOD;

interface Said {
  readonly due?: number;
  readonly run?: number;
  readonly position?: number;
}

/** A picture with the engine's end of its port. */
function pictured(settings: Partial<MediaSettings> = {}) {
  const stage = testStage();
  const picture = mediaPicture(MediaSettings.parse(settings), stage.tools);
  pictures.push(picture);
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  picture.fed({ port: port2 });
  const replies: MediaPictureReply[] = [];
  port1.onmessage = ({ data }: MessageEvent<MediaPictureReply>) => void replies.push(data);
  let sent = 0;
  let heard = 0;
  let listener: () => void = () => undefined;
  port2.addEventListener("message", () => {
    heard++;
    listener();
  });
  const send = (message: MediaPictureMessage): void => {
    sent++;
    port1.postMessage(message);
  };
  return {
    stage,
    picture,
    send,
    /** Resolves when the picture has heard all that was sent. */
    async settled() {
      while (heard < sent) await new Promise<void>((resolve) => (listener = resolve));
    },
    /** Frames given back, once `count` of them are. */
    async taken(count: number) {
      while (replies.length < count) await new Promise((resolve) => setImmediate(resolve));
      return replies.length;
    },
    opened: (width: number, height: number) => send({ type: "opened", width, height, frameBytes: 0, shelf: false }),
    /** Sends a plain frame. */
    frame(size: readonly [number, number], [y, u, v, a]: readonly number[], said: Said = {}) {
      const [width, height] = size;
      const luma = width * height;
      const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
      const planes = new Uint8Array(luma * (a === undefined ? 1 : 2) + 2 * chroma);
      planes.fill(y ?? 0, 0, luma).fill(u ?? 0, luma, luma + chroma).fill(v ?? 0, luma + chroma, luma + 2 * chroma);
      planes.fill(a ?? 0, luma + 2 * chroma);
      send({ type: "frame", width, height, alpha: a !== undefined, position: 0, run: 0, due: START, ...said, planes: planes.buffer });
    },
    /** Sends frame `n` of a film that begins at START: its luma is 50 + n. */
    film(n: number, said: Said = {}) {
      this.frame([WIDTH, HEIGHT], [50 + n, 128, 128], { due: due(n), position: n * PERIOD, ...said });
    },
    /** As the stage looks at it: the number of the film's frame that is shown at `at`; null when there is none. */
    at(at: number): number | null {
      picture.version(at);
      return picture.size().width === 0 ? null : stage.pixel(picture.render(), 0, 0)[0] - 50;
    },
  };
}

describe("the picture of a media source", () => {
  it("gives each moment the frame that is due by then, whenever both are late", async () => {
    const film = pictured();
    film.opened(640, 360);
    for (let n = 0; n < 8; n++) film.film(n);
    await film.settled();
    // Pulled on the dot and anywhere before the next; a window that was late asks for many moments at once.
    expect([0, 0.5, 1, 1.99, 2].map((n) => film.at(due(n) + 0.01))).toEqual([0, 0, 1, 1, 2]);
    expect([3, 4, 5, 6].map((n) => film.at(due(n) + 6))).toEqual([3, 4, 5, 6]);
    expect(await film.taken(7)).toBe(7);
    // What is over when it is asked for is left out, and what comes late belongs to what is asked next.
    for (let n = 8; n < 11; n++) film.film(n);
    await film.settled();
    expect(film.at(due(9.5))).toBe(9);
    expect(film.at(due(14))).toBe(10);
    for (let n = 11; n < 16; n++) film.film(n);
    await film.settled();
    expect(film.at(due(14) + 1)).toBe(14);
    // Never back.
    expect(film.at(due(12))).toBe(14);
    expect(await film.taken(15)).toBe(15);
  });

  it("tells of its rhythm by when frames are due, not by when they came", async () => {
    const film = pictured();
    film.opened(640, 360);
    for (let n = 0; n < 24; n += 8) {
      for (let i = n; i < n + 8; i++) film.film(i);
      await film.settled();
      for (let i = n; i < n + 8; i++) film.at(due(i) + 6);
    }
    film.film(24);
    await film.settled();
    const { age, interval, frames } = film.picture.timing(due(24) + 6);
    expect(age).toBeCloseTo(6);
    expect(interval).toBeCloseTo(PERIOD);
    expect(frames).toBe(25);
    expect(film.picture.timing(due(32)).interval).toBe(0);
  });

  it("shows what was sent ahead of a pause when it goes on, and then each when it is due", async () => {
    const film = pictured();
    film.opened(640, 360);
    for (let n = 0; n < 6; n++) film.film(n);
    film.send({ type: "stand", at: due(2) + 1 });
    await film.settled();
    expect(film.at(due(1))).toBe(1);
    expect(film.at(due(5))).toBe(2);
    film.send({ type: "go", by: 10 * PERIOD });
    await film.settled();
    expect([12.9, 13.1, 14.1, 15.1].map((n) => film.at(due(n)))).toEqual([2, 3, 4, 5]);
  });

  it("forgets what was sent ahead of a seek, and gives it back", async () => {
    const film = pictured();
    film.opened(640, 360);
    for (let n = 0; n < 6; n++) film.film(n);
    film.send({ type: "ended", run: 0, due: due(6) });
    film.send({ type: "forget", at: due(2) + 1 });
    await film.settled();
    expect(film.at(due(7))).toBe(2);
    expect(await film.taken(6)).toBe(6);
    film.film(30, { due: due(8), run: 1 });
    film.film(31, { due: due(9), run: 1 });
    film.send({ type: "stand", at: due(8) + 1 });
    await film.settled();
    expect(film.at(due(8))).toBe(30);
    // Also out of a pause.
    film.send({ type: "forget", at: due(20) });
    film.film(3, { due: due(20), run: 2 });
    await film.settled();
    expect(film.at(due(19))).toBe(30);
    expect(film.at(due(20))).toBe(3);
    expect(film.picture.playback(due(20))).toEqual({ position: 3 * PERIOD, ended: false, run: 2 });
  });

  it("goes on while nobody looks", async () => {
    const film = pictured();
    film.opened(640, 360);
    const now = Date.now();
    for (let n = 0; n < 8; n++) film.film(n, { due: now + n * 10 });
    expect(await film.taken(8)).toBe(8);
    expect(film.at(now)).toBe(7);
  });

  it("shows a frame at its natural size, and leaves what was rendered as it is until the next is asked for", async () => {
    const { stage, picture, opened, frame, settled } = pictured();
    opened(640, 360);
    await settled();
    expect(picture.size()).toEqual({ width: 0, height: 0 });
    frame([64, 36], [50, 100, 150], { position: 33 });
    await settled();
    expect(picture.size()).toEqual({ width: 640, height: 360 });
    const before = picture.version(START);
    const first = picture.render();
    expect(stage.pixel(first, 63, 35)).toEqual([50, 100, 150, 255]);
    frame([64, 36], [60, 100, 150], { due: START + 1 });
    frame([64, 36], [70, 100, 150], { due: START + 2 });
    await settled();
    expect(picture.version(START)).toBe(before);
    expect(picture.version(START + 1)).not.toBe(before);
    picture.version(START + 2);
    expect(stage.pixel(first, 63, 35)).toEqual([50, 100, 150, 255]);
    expect(stage.pixel(picture.render(), 0, 0)).toEqual([70, 100, 150, 255]);
  });

  it("takes alpha, odd sizes and other sizes as they come, and gives all memory back", async () => {
    const { stage, picture, opened, frame, settled } = pictured();
    const used = stage.used();
    let at = START;
    const shown = async (...[size, colour]: Parameters<typeof frame>) => {
      frame(size, colour, { due: ++at });
      await settled();
      picture.version(at);
    };
    opened(63, 35);
    await shown([63, 35], [50, 100, 150, 77]);
    expect(stage.pixel(picture.render(), 62, 34)).toEqual([50, 100, 150, 77]);
    await shown([64, 36], [90, 110, 120]);
    expect(stage.pixel(picture.render(), 63, 35)).toEqual([90, 110, 120, 255]);
    await shown([32, 18], [91, 110, 120]);
    await shown([16, 8], [92, 110, 120]);
    expect(stage.pixel(picture.render(), 15, 7)).toEqual([92, 110, 120, 255]);
    picture.close();
    expect(stage.used()).toBe(used);
  });

  it.each([
    [true, 0],
    [false, 640],
  ])("after its end, hidden: %s; begins anew with the next run", async (hideWhenEnded, width) => {
    const film = pictured({ hideWhenEnded });
    const { picture, send, settled } = film;
    film.opened(640, 360);
    film.film(0);
    send({ type: "ended", run: 0, due: due(1) });
    await settled();
    const before = picture.version(due(0.9));
    expect(picture.playback(due(0.9))).toEqual({ position: 0, ended: false, run: 0 });
    expect(picture.playback(due(1)).ended).toBe(true);
    expect(picture.size().width).toBe(width);
    expect(picture.version(due(1))).not.toBe(before);
    film.film(0, { run: 1, due: due(5) });
    await settled();
    expect(picture.size().width).toBe(640);
    expect(film.at(due(5))).toBe(0);
    expect(picture.playback(due(5))).toEqual({ position: 0, ended: false, run: 1 });
  });

  it("leaves a frame out that is not what it says, and gives its credit back", async () => {
    const { picture, opened, frame, send, settled, taken } = pictured();
    opened(64, 36);
    send({ type: "frame", width: 64, height: 36, alpha: false, position: 0, run: 0, due: START, planes: new ArrayBuffer(10) });
    frame([64, 36], [51, 128, 128], { due: START + 1 });
    await settled();
    picture.version(START);
    picture.version(START + 1);
    expect(picture.timing().frames).toBe(1);
    expect(await taken(2)).toBe(2);
  });
});
