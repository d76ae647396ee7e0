import { describe, expect, it, vi } from "vitest";
import type { FrameReader } from "./frame-reader";
import { newPlanes } from "./planes";
import { TrackPicture } from "./track-picture";

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
  picture: TrackPicture;
  events: { onFirst: ReturnType<typeof vi.fn>; onEnd: ReturnType<typeof vi.fn> };
  source: ReturnType<typeof track>;
  copied: VideoFrame[];
  hold: { release: () => void };
} {
  const copied: VideoFrame[] = [];
  const hold = { release: (): void => undefined };
  const reader = {
    read: (f: VideoFrame) => {
      copied.push(f);
      return new Promise<void>((resolve) => (hold.release = resolve));
    },
  } as unknown as FrameReader;
  const source = track();
  const events = { onFirst: vi.fn(), onEnd: vi.fn() };
  return { picture: new TrackPicture(source.stream, reader, events), events, source, copied, hold };
}

describe("TrackPicture", () => {
  it("keeps the newest frame only and closes each once", async () => {
    const { picture, events, source } = setUp();
    const frames = [frame(), frame(), frame()];
    frames.forEach(source.send);
    await vi.waitUntil(() => picture.version() === 3);
    expect(frames.map((f) => f.closed)).toEqual([1, 1, 0]);
    expect(events.onFirst).toHaveBeenCalledOnce();
    picture.close();
    expect(frames.map((f) => f.closed)).toEqual([1, 1, 1]);
  });

  it("leaves the frame open that is being copied, and closes it after", async () => {
    const { picture, source, copied, hold } = setUp();
    const [first, second] = [frame(), frame()];
    source.send(first);
    await vi.waitUntil(() => picture.version() === 1);
    const drawing = picture.draw(newPlanes(64, 64));
    source.send(second);
    await vi.waitUntil(() => picture.version() === 2);
    expect(copied).toEqual([first]);
    expect(first.closed).toBe(0);
    hold.release();
    await drawing;
    expect([first.closed, second.closed]).toEqual([1, 0]);
    picture.close();
    expect([first.closed, second.closed]).toEqual([1, 1]);
  });

  it("closed while its frame is copied, closes that frame once", async () => {
    const { picture, source, hold } = setUp();
    const only = frame();
    source.send(only);
    await vi.waitUntil(() => picture.version() === 1);
    const drawing = picture.draw(newPlanes(64, 64));
    picture.close();
    expect(only.closed).toBe(0);
    hold.release();
    await drawing;
    expect(only.closed).toBe(1);
  });

  it("tells the end of the track and keeps the last frame", async () => {
    const { picture, events, source } = setUp();
    const last = frame();
    source.send(last);
    source.end();
    await vi.waitUntil(() => events.onEnd.mock.calls.length === 1);
    expect(last.closed).toBe(0);
    picture.close();
    expect(last.closed).toBe(1);
  });
});
