import { describe, expect, it, vi } from "vitest";
import { TrackFrames } from "./frames";

/** A frame that only counts how often it was closed. */
function frame(): VideoFrame & { closed: number } {
  const it = { closed: 0, displayWidth: 64, displayHeight: 64, close: () => void it.closed++ };
  return it as unknown as VideoFrame & { closed: number };
}

/** A track whose frames the test sends. */
function track(): { stream: ReadableStream<VideoFrame>; send: (frame: VideoFrame) => void; end: () => void } {
  const { readable, writable } = new TransformStream<VideoFrame, VideoFrame>({}, { highWaterMark: 9 }, { highWaterMark: 9 });
  const writer = writable.getWriter();
  return {
    stream: readable,
    send: (sent) => void writer.write(sent).catch(() => undefined),
    end: () => void writer.close().catch(() => undefined),
  };
}

function setUp(): {
  frames: TrackFrames;
  events: { onFirst: ReturnType<typeof vi.fn>; onEnd: ReturnType<typeof vi.fn> };
  source: ReturnType<typeof track>;
} {
  const source = track();
  const events = { onFirst: vi.fn(), onEnd: vi.fn() };
  return { frames: new TrackFrames(source.stream, events), events, source };
}

describe("TrackFrames", () => {
  it("keeps the newest frame only and closes each once", async () => {
    const { frames, events, source } = setUp();
    const sent = [frame(), frame(), frame()];
    sent.forEach(source.send);
    await vi.waitUntil(() => frames.number === 3, { timeout: 20_000 });
    expect(sent.map((f) => f.closed)).toEqual([1, 1, 0]);
    expect(events.onFirst).toHaveBeenCalledOnce();
    frames.close();
    expect(sent.map((f) => f.closed)).toEqual([1, 1, 1]);
  });

  it("leaves the frame open that is lent, and closes it after", async () => {
    const { frames, source } = setUp();
    const [first, second] = [frame(), frame()];
    source.send(first);
    await vi.waitUntil(() => frames.number === 1, { timeout: 20_000 });
    let giveBack = (): void => undefined;
    const lent: VideoFrame[] = [];
    const reading = frames.lend((its) => {
      lent.push(its);
      return new Promise((resolve) => (giveBack = resolve));
    });
    source.send(second);
    await vi.waitUntil(() => frames.number === 2, { timeout: 20_000 });
    expect(lent).toEqual([first]);
    expect(first.closed).toBe(0);
    giveBack();
    await reading;
    expect([first.closed, second.closed]).toEqual([1, 0]);
    frames.close();
    expect([first.closed, second.closed]).toEqual([1, 1]);
  });

  it("closed while its frame is lent, closes that frame once", async () => {
    const { frames, source } = setUp();
    const only = frame();
    source.send(only);
    await vi.waitUntil(() => frames.number === 1, { timeout: 20_000 });
    let giveBack = (): void => undefined;
    const reading = frames.lend(() => new Promise((resolve) => (giveBack = resolve)));
    frames.close();
    expect(only.closed).toBe(0);
    giveBack();
    await reading;
    expect(only.closed).toBe(1);
  });

  it("tells the end of the track and keeps the last frame", async () => {
    const { frames, events, source } = setUp();
    const last = frame();
    source.send(last);
    source.end();
    await vi.waitUntil(() => events.onEnd.mock.calls.length === 1, { timeout: 20_000 });
    expect(last.closed).toBe(0);
    frames.close();
    expect(last.closed).toBe(1);
  });
});
