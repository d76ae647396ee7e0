import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { end } from "./child";
import { until } from "./until";

const run = promisify(execFile);

/** A PulseAudio of one's own, with outputs that lead nowhere but can be listened to. */
export interface SoundServer {
  /** For PULSE_SERVER. */
  readonly address: string;
  /** Peak of what an output plays over so many ms from when it is first loud, 0 when it stays silent for 3 s; −1…1. */
  listen(output: string, ms: number): Promise<number>;
  stop(): Promise<void>;
}

const RATE = 48_000;

/** Starts it with the outputs of these names, the first being the system's own. */
export async function startSoundServer(outputs: readonly string[]): Promise<SoundServer> {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-sound-"));
  const socket = join(folder, "native");
  const address = `unix:${socket}`;
  const env = { ...process.env, PULSE_SERVER: address, PULSE_RUNTIME_PATH: folder, HOME: folder, XDG_RUNTIME_DIR: folder };
  const sinks = outputs.flatMap((name) => ["-L", `module-null-sink sink_name=${name} sink_properties=device.description=${name}`]);
  const server = spawn(
    "pulseaudio",
    ["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disallow-exit", "-L", `module-native-protocol-unix socket=${socket} auth-anonymous=1`, ...sinks],
    { env, stdio: "ignore" },
  );
  const answers = (): Promise<boolean> => run("pactl", ["info"], { env }).then(() => true, () => false);
  await until("PulseAudio answers", answers);
  await run("pactl", ["set-default-sink", outputs[0] ?? ""], { env });
  return {
    address,
    async listen(output, ms) {
      const recorder = spawn("parec", ["-d", `${output}.monitor`, "--raw", "--format=float32le", `--rate=${RATE}`, "--channels=1"], {
        env,
        stdio: ["ignore", "pipe", "ignore"],
      });
      let peak = 0;
      let heard = 0;
      let rest = Buffer.alloc(0);
      let loudFrom = -1;
      for await (const chunk of recorder.stdout as AsyncIterable<Buffer>) {
        const bytes = Buffer.concat([rest, chunk]);
        for (let at = 0; at + 4 <= bytes.length; at += 4, heard += 1) {
          const sample = Math.abs(bytes.readFloatLE(at));
          if (sample > 0.01 && loudFrom < 0) loudFrom = heard;
          peak = Math.max(peak, sample);
        }
        rest = bytes.subarray(bytes.length - (bytes.length % 4));
        if (loudFrom < 0 ? heard > 3 * RATE : heard - loudFrom > (ms * RATE) / 1000) break;
      }
      await end(recorder);
      return peak;
    },
    async stop() {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
