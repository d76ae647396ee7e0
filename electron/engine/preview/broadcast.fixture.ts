import { spawn } from "node:child_process";
import { once } from "node:events";
import { Splitter } from "../bus/splitter";
import { StreamBus } from "../bus/stream-bus";
import { TICKS, type StreamFormat, type Unit } from "../bus/unit";

export interface BroadcastOptions {
  readonly fps?: number;
  readonly width?: number;
  readonly height?: number;
  /** Keyframe interval in seconds. */
  readonly interval?: number;
  /** Stop by itself after so many seconds of media. */
  readonly duration?: number;
  /** As fast as possible instead of in real time. */
  readonly hasty?: boolean;
  /** Where the timestamps begin, in seconds. */
  readonly from?: number;
}

export interface Broadcast {
  readonly bus: StreamBus;
  /** Every unit so far, as the bus gave it to everybody. */
  readonly units: readonly Unit[];
  /** Resolves when the encoder is gone and its last unit was on the bus. Does not end the bus. */
  readonly done: Promise<void>;
  /** Kills the encoder, as in a crash. */
  kill(): Promise<void>;
}

/**
 * A real encoder, in real time, on a bus: what a preview is attached to. Takes up an existing bus when given one. Units
 * count as taken when they come out of it, so that what is measured is the preview and not a busy encoder.
 */
export function broadcast(options: BroadcastOptions = {}, bus = new StreamBus()): Broadcast {
  const { fps = 30, width = 320, height = 180, interval = 2, duration = null, hasty = false, from = 0 } = options;
  const pace = hasty ? [] : ["-re"];
  const encoder = spawn(
    "ffmpeg",
    [
      ...["-loglevel", "error", "-nostdin"],
      ...[...pace, "-f", "lavfi", "-i", `testsrc2=s=${width}x${height}:r=${fps}`],
      ...[...pace, "-f", "lavfi", "-i", "sine=r=48000:beep_factor=4"],
      ...(duration === null ? [] : ["-t", String(duration)]),
      ...["-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-profile:v", "high", "-pix_fmt", "yuv420p"],
      ...["-b:v", "1M", "-g", String(interval * fps), "-sc_threshold", "0"],
      ...["-c:a", "aac", "-ac", "2", "-b:a", "128k", "-output_ts_offset", String(from)],
      ...["-f", "mpegts", "-pes_payload_size", "0", "-omit_video_pes_length", "0"],
      ...["-muxdelay", "0", "-muxpreload", "0", "-flush_packets", "1", "pipe:1"],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const units: Unit[] = [];
  let tables = Buffer.alloc(0);
  let told = false;
  const splitter = new Splitter(
    {
      tables: (t) => {
        tables = Buffer.from(t);
      },
      profile: (...sps) => {
        if (told) return;
        told = true;
        const videoCodec = `avc1.${sps.map((b) => b.toString(16).padStart(2, "0")).join("")}`;
        const format: StreamFormat = { tables, videoCodec, audioCodec: "mp4a.40.2", width, height, fps };
        bus.setFormat(format);
      },
      unit: (unit) => {
        if (units.length > 0 || unit.keyframe) units.push(unit);
        bus.push(unit);
      },
    },
    () => Date.now(),
    from * TICKS,
  );
  encoder.stdout.on("data", (chunk: Buffer) => splitter.push(chunk));
  const done = once(encoder, "close").then(() => splitter.end());
  return {
    bus,
    units,
    done,
    kill: () => {
      encoder.kill("SIGKILL");
      return done;
    },
  };
}
