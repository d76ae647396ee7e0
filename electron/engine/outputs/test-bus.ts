import type { Readable } from "node:stream";
import { Splitter, type SplitterEvents } from "../bus/splitter";
import { StreamBus } from "../bus/stream-bus";
import { TICKS } from "../bus/unit";

/** For tests: a bus that carries an encoded stream as it comes, as the engine's does. `startAt` in seconds. */
export function busOf(stream: Readable, startAt = 0): StreamBus {
  const bus = new StreamBus();
  let tables: Buffer | null = null;
  let known = false;
  const events: SplitterEvents = {
    tables: (found) => {
      tables = found;
    },
    profile: () => {
      if (tables === null || known) return;
      known = true;
      bus.setFormat({ tables, videoCodec: "avc1.64000d", audioCodec: "mp4a.40.2", width: 320, height: 180, fps: 30 });
    },
    unit: (unit) => bus.push(unit),
  };
  const splitter = new Splitter(events, (ticks) => ticks / 90, startAt * TICKS);
  stream.on("data", (chunk: Buffer) => splitter.push(chunk));
  return bus;
}
