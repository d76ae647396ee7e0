import { afterEach, describe, expect, it } from "vitest";
import { StageReply, StageShelf } from "../../electron/contract/stage";
import { EngineLink, type FrameShelf } from "./engine-link";
import type { Picture, Timing } from "./picture";
import { fill, type Planes, WHITE } from "./planes";
import { Scene } from "./scene";

/** A picture under the test's control: plain grey of the value `version`, or broken. */
class GreyPicture implements Picture {
  shade = 40;
  broken = false;
  drawn = 0;
  closed = 0;
  frames = 0;

  version(): number {
    return this.shade;
  }

  async draw(into: Planes): Promise<void> {
    this.drawn++;
    await Promise.resolve();
    if (this.broken) throw new Error("the samples are gone");
    fill(into, [this.shade, WHITE[1], WHITE[2]]);
  }

  timing(): Timing {
    return { age: 3, interval: 33, frames: this.frames };
  }

  close(): void {
    this.closed++;
  }
}

const format = { width: 64, height: 64, fps: 30 };
const close: (() => void)[] = [];
afterEach(() => close.splice(0).forEach((end) => end()));

interface Ask {
  readonly width?: number;
  readonly height?: number;
  readonly shelf?: "none" | "wanted" | "open";
}

const noFiles = (): Promise<FrameShelf> => Promise.reject(new Error("no files here"));

function connect(openShelf = noFiles): {
  scene: Scene;
  faults: unknown[];
  announced: string[];
  pull: (count: number, ask?: Ask) => Promise<StageReply[]>;
} {
  const faults: unknown[] = [];
  const announced: string[] = [];
  const scene = new Scene((_, error) => faults.push(error));
  const { port1, port2 } = new MessageChannel();
  const link = new EngineLink(port1 as unknown as MessagePort, scene, openShelf);
  close.push(() => link.close());
  let id = 0;
  const pull = (count: number, { shelf = "none", ...size }: Ask = {}): Promise<StageReply[]> =>
    new Promise((resolve) => {
      const replies: StageReply[] = [];
      port2.onmessage = ({ data }: MessageEvent<unknown>) => {
        const shelved = StageShelf.safeParse(data);
        if (shelved.success) return void announced.push(shelved.data.token);
        replies.push(StageReply.parse(data));
        if (replies.length === count) resolve(replies);
      };
      for (let i = 0; i < count; i++) port2.postMessage({ type: "pull", id: ++id, at: Date.now(), format: { ...format, ...size }, shelf });
    });
  return { scene, faults, announced, pull };
}

describe("EngineLink", () => {
  it("answers each pull once and in order, with a frame only for what is new", async () => {
    const { scene, pull } = connect();
    const picture = new GreyPicture();
    scene.show(picture);
    expect((await pull(3)).map((r) => [r.id, r.type])).toEqual([
      [1, "frame"],
      [2, "same"],
      [3, "same"],
    ]);
    picture.shade = 90;
    const [reply] = await pull(1);
    if (reply?.type !== "frame") throw new Error("expected a frame");
    expect(reply.i420.byteLength).toBe(64 * 64 * 1.5);
    expect(new Uint8Array(reply.i420)[64 * 63]).toBe(90);
    expect(picture.drawn).toBe(2);
  });

  it("sends a whole frame for a new size, a new picture and a lost source", async () => {
    const { scene, pull } = connect();
    scene.show(new GreyPicture());
    await pull(1);
    const [wide] = await pull(1, { width: 128 });
    expect(wide).toMatchObject({ type: "frame", width: 128, height: 64 });
    const other = new GreyPicture();
    other.shade = 41;
    scene.show(other);
    expect((await pull(2, { width: 128 })).map((r) => r.type)).toEqual(["frame", "same"]);
    scene.setLost(true);
    expect((await pull(2, { width: 128 })).map((r) => r.type)).toEqual(["frame", "same"]);
    scene.setLost(false);
    expect((await pull(1, { width: 128 })).map((r) => r.type)).toEqual(["frame"]);
  });

  it("finds out that a new source frame is the same picture again", async () => {
    const { scene, pull } = connect();
    scene.show(new GreyPicture());
    await pull(1);
    const again = new GreyPicture();
    scene.show(again);
    expect((await pull(2)).map((r) => r.type)).toEqual(["same", "same"]);
    expect(again.drawn).toBe(1);
    again.shade = 200;
    const [reply] = await pull(1);
    expect(reply?.type).toBe("frame");
  });

  it("tells how many source frames came since the last reply", async () => {
    const { scene, pull } = connect();
    const picture = new GreyPicture();
    picture.frames = 5;
    scene.show(picture);
    expect((await pull(2)).map((r) => r.arrived)).toEqual([5, 0]);
    picture.frames = 7;
    expect((await pull(1))[0]).toMatchObject({ age: 3, interval: 33, arrived: 2 });
    const next = new GreyPicture();
    next.frames = 1;
    scene.show(next);
    expect((await pull(1))[0]?.arrived).toBe(1);
  });

  it("answers with the placeholder when a picture cannot be drawn, and says so", async () => {
    const { scene, faults, pull } = connect();
    const picture = new GreyPicture();
    picture.broken = true;
    scene.show(picture);
    const [reply] = await pull(1);
    expect(reply?.type).toBe("frame");
    expect(faults).toHaveLength(1);
  });

  it("closes each picture once, when another takes its place", () => {
    const { scene } = connect();
    const first = new GreyPicture();
    scene.show(first);
    scene.show(first);
    expect(first.closed).toBe(0);
    scene.show(new GreyPicture());
    expect(first.closed).toBe(1);
  });

  it("lays frames on a shelf once the engine has opened it, and posts them while it has not", async () => {
    const shelf = { token: "ab".repeat(32), laid: [] as number[], put: (frame: Uint8Array) => shelf.laid.push(frame[0] ?? 0) - 1 };
    const { scene, announced, pull } = connect(() => Promise.resolve(shelf));
    const picture = new GreyPicture();
    scene.show(picture);
    expect((await pull(1, { shelf: "wanted" })).map((r) => r.type)).toEqual(["frame"]);
    picture.shade = 50;
    expect((await pull(1, { shelf: "wanted" })).map((r) => r.type)).toEqual(["frame"]);
    expect(announced).toEqual([shelf.token]);
    picture.shade = 60;
    expect(await pull(1, { shelf: "open" })).toMatchObject([{ type: "shelved", slot: 0, width: 64, height: 64 }]);
    expect(shelf.laid).toEqual([60]);
  });

  it("goes on through the port when there is no shelf, or no room on it", async () => {
    const { scene, pull } = connect();
    const picture = new GreyPicture();
    scene.show(picture);
    await pull(1, { shelf: "wanted" });
    picture.shade = 70;
    expect((await pull(1, { shelf: "open" })).map((r) => r.type)).toEqual(["frame"]);

    const full = { token: "cd".repeat(32), put: (): number => { throw new Error("no room"); } };
    const other = connect(() => Promise.resolve(full));
    other.scene.show(new GreyPicture());
    await other.pull(1, { shelf: "wanted" });
    expect((await other.pull(1, { width: 32, height: 32, shelf: "open" })).map((r) => r.type)).toEqual(["frame"]);
  });
});
