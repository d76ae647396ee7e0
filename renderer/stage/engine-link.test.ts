import { afterEach, describe, expect, it } from "vitest";
import { StageReply, StageShelf } from "../../electron/contract/stage";
import type { Timing } from "../sources/picture";
import { EngineLink, type FrameShelf, type Pulled } from "./engine-link";
import { type Layer, layerAt } from "./layer";
import { Turns } from "./turns";

const memory = new Uint8Array(1 << 20);

/** A program under the test's control: plain grey of the value `shade`. */
class GreyProgram implements Pulled {
  shade = 40;
  drawn = 0;
  frames = 0;
  revision = 0;
  layer: Layer = layerAt(0, 2, 2, false);
  private made = -1;

  resize({ width, height }: { width: number; height: number }): void {
    if (width !== this.layer.width || height !== this.layer.height) this.made = -1;
    this.layer = layerAt(0, width, height, false);
  }

  isStale(): boolean {
    return this.made !== this.shade;
  }

  async refresh(): Promise<void> {
    this.drawn++;
    await Promise.resolve();
    memory.fill(this.shade, 0, this.layer.u);
    this.made = this.shade;
    this.revision++;
  }

  timing(): Timing {
    return { age: 3, interval: 33, frames: this.frames };
  }
}

const format = { width: 64, height: 64, fps: 30 };
const close: (() => void)[] = [];
afterEach(() => close.splice(0).forEach((end) => end()));

interface Ask {
  readonly width?: number;
  readonly height?: number;
  readonly shelf?: "none" | "wanted" | "open";
  readonly read?: number;
}

const noFiles = (): Promise<FrameShelf> => Promise.reject(new Error("no files here"));

function connect(openShelf = noFiles): {
  program: GreyProgram;
  announced: string[];
  pull: (count: number, ask?: Ask) => Promise<StageReply[]>;
} {
  const announced: string[] = [];
  const program = new GreyProgram();
  const { port1, port2 } = new MessageChannel();
  const link = new EngineLink(port1 as unknown as MessagePort, program, memory, new Turns(), openShelf);
  close.push(() => link.close());
  let id = 0;
  const pull = (count: number, { shelf = "none", read = 0, ...size }: Ask = {}): Promise<StageReply[]> =>
    new Promise((resolve) => {
      const replies: StageReply[] = [];
      port2.onmessage = ({ data }: MessageEvent<unknown>) => {
        const shelved = StageShelf.safeParse(data);
        if (shelved.success) return void announced.push(shelved.data.token);
        replies.push(StageReply.parse(data));
        if (replies.length === count) resolve(replies);
      };
      for (let i = 0; i < count; i++) port2.postMessage({ type: "pull", id: ++id, at: Date.now(), read, format: { ...format, ...size }, shelf });
    });
  return { program, announced, pull };
}

describe("EngineLink", () => {
  it("answers each pull once and in order, with a frame only for what is new", async () => {
    const { program, pull } = connect();
    expect((await pull(3)).map((r) => [r.id, r.type])).toEqual([
      [1, "frame"],
      [2, "same"],
      [3, "same"],
    ]);
    program.shade = 90;
    const [reply] = await pull(1);
    if (reply?.type !== "frame") throw new Error("expected a frame");
    expect(reply.i420.byteLength).toBe(64 * 64 * 1.5);
    expect(new Uint8Array(reply.i420)[64 * 63]).toBe(90);
    expect(program.drawn).toBe(2);
  });

  it("sends a whole frame for a new size", async () => {
    const { pull } = connect();
    await pull(1);
    const [wide] = await pull(1, { width: 128 });
    expect(wide).toMatchObject({ type: "frame", width: 128, height: 64 });
    expect((await pull(2, { width: 128 })).map((r) => r.type)).toEqual(["same", "same"]);
  });

  it("answers with the last picture when the next cannot be drawn", async () => {
    const { program, pull } = connect();
    await pull(1);
    program.refresh = () => Promise.reject(new RangeError("no room"));
    program.shade = 90;
    expect((await pull(2)).map((r) => r.type)).toEqual(["same", "same"]);
  });

  it("tells how many source frames came since the last reply", async () => {
    const { program, pull } = connect();
    program.frames = 5;
    expect((await pull(2)).map((r) => r.arrived)).toEqual([5, 0]);
    program.frames = 7;
    expect((await pull(1))[0]).toMatchObject({ age: 3, interval: 33, arrived: 2 });
    program.frames = 1;
    expect((await pull(1))[0]?.arrived).toBe(1);
  });

  it("lays frames on a shelf once the engine has opened it, and posts them while it has not", async () => {
    const laid: [slot: number, luma: number][] = [];
    const shelf = { token: "ab".repeat(32), put: (frame: Uint8Array, slot: number) => void laid.push([slot, frame[0] ?? 0]) };
    const { program, announced, pull } = connect(() => Promise.resolve(shelf));
    expect((await pull(1, { shelf: "wanted" })).map((r) => r.type)).toEqual(["frame"]);
    program.shade = 50;
    expect((await pull(1, { shelf: "wanted" })).map((r) => r.type)).toEqual(["frame"]);
    expect(announced).toEqual([shelf.token]);
    program.shade = 60;
    expect(await pull(1, { shelf: "open" })).toMatchObject([{ type: "shelved", slot: 0, width: 64, height: 64 }]);
    program.shade = 70;
    expect(await pull(1, { shelf: "open", read: 2 })).toMatchObject([{ type: "shelved", slot: 1 }]);
    program.shade = 80;
    // Pulls 3 and 4 lie on the shelf; the third was read.
    expect(await pull(1, { shelf: "open", read: 3 })).toMatchObject([{ type: "shelved", slot: 0 }]);
    expect(laid).toEqual([[0, 60], [1, 70], [0, 80]]);
  });

  it("goes on through the port when there is no shelf, or no room on it", async () => {
    const { program, pull } = connect();
    await pull(1, { shelf: "wanted" });
    program.shade = 70;
    expect((await pull(1, { shelf: "open" })).map((r) => r.type)).toEqual(["frame"]);

    const full = { token: "cd".repeat(32), put: (): number => { throw new Error("no room"); } };
    const other = connect(() => Promise.resolve(full));
    await other.pull(1, { shelf: "wanted" });
    expect((await other.pull(1, { width: 32, height: 32, shelf: "open" })).map((r) => r.type)).toEqual(["frame"]);
  });
});
