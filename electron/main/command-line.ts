import { statSync } from "node:fs";
import { extname, resolve } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { isAddress, parseAddress } from "../contract/address";
import { EncoderId, EncoderSettings } from "../contract/encoder";
import type { Problem } from "../contract/problem";
import { REPLAY_SECONDS, ReplaySettings } from "../contract/replay";
import { VideoFormat } from "../contract/video";
import { explain } from "../contract/words";
import { withoutForeignSwitches } from "./chromium-switches";
import type { LaunchOptions, LaunchOutput, LaunchSources, Overrides } from "./launch-options";

/** What the command line came to: a launch, or a text to print and an exit code. */
export type CommandLine =
  | { kind: "launch"; options: LaunchOptions; warnings: Problem[] }
  | { kind: "print"; text: string; to: "stdout" | "stderr"; exitCode: 0 | 2 };

export interface CommandLineHost {
  version: string;
  /** Folder that relative paths start from. */
  cwd: string;
  /** Text of the file behind @list; throws when it cannot be read. */
  readFile(path: string): string;
}

export const USAGE = "Try “tallylight --help”.";

/** A misuse of the command line, in words for the person at the terminal; never holds the value of an output. */
class UsageError extends Error {}

/** Reads the app's own arguments (without executable and app folder). Pure but for reading @list files. */
export function parseCommandLine(argv: readonly string[], host: CommandLineHost): CommandLine {
  let printed = "";
  const command = describe(host.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => (printed += text), writeErr: () => undefined });
  try {
    command.parse(withoutForeignSwitches(argv), { from: "user" });
    return launch(command.opts<Flags>(), host);
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) {
      return { kind: "print", text: printed, to: "stdout", exitCode: 0 };
    }
    if (!(thrown instanceof CommanderError || thrown instanceof UsageError)) throw thrown;
    const text = `tallylight: ${thrown.message.replace(/^error: /, "")}\n${USAGE}\n`;
    return { kind: "print", text, to: "stderr", exitCode: 2 };
  }
}

interface Flags {
  collection?: string;
  scene?: string;
  source?: NonNullable<LaunchSources["picture"]>;
  audio?: NonNullable<LaunchSources["audio"]>;
  output: string[];
  size?: { width: number; height: number };
  fps?: number;
  bitrate?: number;
  encoder?: EncoderSettings["encoder"];
  startstreaming?: true;
  startrecording?: true;
  rehearse?: true;
  hidden?: true;
  minimizeToTray?: true;
  replayBuffer?: number;
  duration?: number;
  statusJson?: string;
  userDataDir?: string;
}

function describe(version: string): Command {
  return new Command("tallylight")
    .description("A desktop broadcaster that shows what viewers really get.")
    .helpOption("-h, --help", "show this help and quit")
    .version(`Tallylight ${version}`, "-V, --version", "show the version and quit")
    .allowExcessArguments(false)
    .option("--collection <name>", "open this scene collection, for this run")
    .option("--scene <name>", "begin with this scene")
    .option("--source <source>", "picture, instead of the scenes and for this run: test, camera, screen[:<name>] or window:<title>", readSource)
    .option("--audio <source>", "sound, instead of the mixer's and for this run: test, none, default or device:<name>", readAudio)
    .option(
      "--output <output>",
      "send or record there, for this run, and start at once: rtmp(s)://…, srt://…, file.mkv, file.mp4, or @list.txt with one output a line; repeatable",
      (value: string, before: string[]) => [...before, value],
      [],
    )
    .option("--size <width>x<height>", "picture size, for example 1280x720", readSize)
    .option("--fps <rate>", "frames per second, 1 to 60", readFps)
    .option("--bitrate <kb/s>", "video bitrate, 100 to 60000", readBitrate)
    .addOption(new Option("--encoder <encoder>", "H.264 encoder").choices(["auto", ...EncoderId.options]))
    .option("--startstreaming", "go live at once to the saved destinations that are on")
    .option("--startrecording", "record at once")
    .option("--rehearse", "run encoder and preview at once, sending nothing")
    .option("--hidden", "do not show the window")
    .option("--replay-buffer <seconds>", "keep the last 20 to 300 seconds of what is encoded, to be saved by button or hotkey", readReplay)
    .option("--minimize-to-tray", "closing the window keeps Tallylight in the tray")
    .option("--duration <seconds>", "stop, finalise and quit that long after the encoder started; exit code 1 if an output failed", readDuration)
    .option("--status-json <file>", "write one JSON line a second there, “-” for standard output")
    .option("--user-data-dir <folder>", "keep settings and keys there");
}

function launch(flags: Flags, host: CommandLineHost): CommandLine {
  if (flags.source !== undefined && flags.scene !== undefined) {
    throw new UsageError("--source takes the place of all scenes, so --scene cannot be given with it");
  }
  const { outputs, keyShown } = readOutputs(flags.output, host);
  const overrides: Overrides = {
    ...(flags.size !== undefined && { size: flags.size }),
    ...(flags.fps !== undefined && { fps: flags.fps }),
    ...(flags.bitrate !== undefined && { videoBitrate: flags.bitrate }),
    ...(flags.encoder !== undefined && { encoder: flags.encoder }),
    ...(flags.replayBuffer !== undefined && { replaySeconds: flags.replayBuffer }),
    ...(flags.minimizeToTray && { minimizeToTray: true as const }),
  };
  const path = (given: string | undefined) => (given === undefined ? null : resolve(host.cwd, given));
  return {
    kind: "launch",
    options: {
      collection: flags.collection ?? null,
      scene: flags.scene ?? null,
      sources: { picture: flags.source ?? null, audio: flags.audio ?? null },
      outputs,
      overrides,
      startStreaming: flags.startstreaming ?? false,
      startRecording: flags.startrecording ?? false,
      rehearse: flags.rehearse ?? false,
      hidden: flags.hidden ?? false,
      duration: flags.duration ?? null,
      statusJson: flags.statusJson === "-" ? "-" : path(flags.statusJson),
      userDataDir: path(flags.userDataDir),
    },
    warnings: keyShown ? [{ code: "keys-in-plain-text", subject: "the command line" }] : [],
  };
}

function readSource(value: string): Flags["source"] {
  if (value === "test") return { kind: "test" };
  if (value === "camera") return { kind: "camera", deviceId: "", label: "" };
  if (value === "screen") return { kind: "screen", sourceId: "", label: "" };
  const [, kind, label = ""] = /^(screen|window):(.+)$/s.exec(value) ?? [];
  if (kind === "screen" || kind === "window") return { kind, sourceId: "", label };
  throw new InvalidArgumentError("Choose test, camera, screen, screen:<name> or window:<title>.");
}

function readAudio(value: string): Flags["audio"] {
  if (value === "none") return [];
  if (value === "test") return [{ kind: "test" }];
  // Neither id nor label: whatever the system prefers.
  if (value === "default") return [{ kind: "microphone", deviceId: "", label: "" }];
  const name = /^device:(.+)$/s.exec(value)?.[1];
  if (name !== undefined) return [{ kind: "microphone", deviceId: "", label: name }];
  throw new InvalidArgumentError("Choose test, none, default or device:<name>.");
}

function readSize(value: string): { width: number; height: number } {
  const match = /^(\d{1,5})[x×](\d{1,5})$/i.exec(value);
  if (match === null) throw new InvalidArgumentError("Write it as 1280x720.");
  const size = { width: Number(match[1]), height: Number(match[2]) };
  if (VideoFormat.pick({ width: true, height: true }).safeParse(size).success) return size;
  const odd = size.width % 2 === 1 || size.height % 2 === 1;
  const { what, todo } = explain({ code: odd ? "size-odd" : "size-out-of-range", subject: value });
  throw new InvalidArgumentError(`${what} ${todo}`);
}

function readFps(value: string): number {
  const fps = Number(value);
  if (VideoFormat.shape.fps.safeParse(fps).success) return fps;
  throw new InvalidArgumentError(explain({ code: "rate-out-of-range", subject: value }).todo);
}

function readBitrate(value: string): number {
  const bitrate = Number(value);
  if (EncoderSettings.shape.videoBitrate.safeParse(bitrate).success) return bitrate;
  throw new InvalidArgumentError("Choose 100 to 60000 kb/s.");
}

function readReplay(value: string): number {
  const seconds = Number(value);
  if (ReplaySettings.shape.seconds.safeParse(seconds).success) return seconds;
  throw new InvalidArgumentError(`Choose ${REPLAY_SECONDS.min} to ${REPLAY_SECONDS.max} seconds.`);
}

function readDuration(value: string): number {
  const seconds = Number(value);
  // The bound is what a timer can count.
  if (value.trim() !== "" && seconds > 0 && seconds < 2_000_000) return seconds;
  throw new InvalidArgumentError("Choose a number of seconds above 0.");
}

function readOutputs(given: string[], host: CommandLineHost): { outputs: LaunchOutput[]; keyShown: boolean } {
  const outputs: LaunchOutput[] = [];
  let keyShown = false;
  given.forEach((value, at) => {
    const where = given.length === 1 ? "--output" : `--output number ${at + 1}`;
    if (!value.startsWith("@")) {
      const output = readOutput(value, where, host);
      outputs.push(output);
      if (output.kind === "stream" && Object.keys(output.address.secrets).length > 0) keyShown = true;
      return;
    }
    const file = value.slice(1);
    listed(file, host).forEach(({ text, line }) => outputs.push(readOutput(text, `${file}, line ${line}`, host)));
  });
  const files = outputs.flatMap((output) => (output.kind === "file" ? [output.file] : []));
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined) throw new UsageError(`--output ${twice} is given twice`);
  return { outputs, keyShown };
}

/** The outputs in a list file: one a line; blank lines and lines that begin with # are left out. */
function listed(file: string, host: CommandLineHost): { text: string; line: number }[] {
  let text: string;
  try {
    text = host.readFile(resolve(host.cwd, file));
  } catch {
    throw new UsageError(`the list of outputs ${file} cannot be read`);
  }
  const lines = text
    .split(/\r?\n/)
    .map((line, at) => ({ text: line.trim(), line: at + 1 }))
    .filter((line) => line.text !== "" && !line.text.startsWith("#"));
  if (lines.length === 0) throw new UsageError(`the list of outputs ${file} is empty`);
  return lines;
}

function readOutput(value: string, where: string, host: CommandLineHost): LaunchOutput {
  if (value.includes("://")) {
    const address = parseAddress(value);
    if (isAddress(address)) return { kind: "stream", address };
    const { what, todo } = explain(address);
    throw new UsageError(`${where}: ${what}${address.detail === undefined ? "" : ` (${address.detail})`} ${todo}`);
  }
  const container = ({ ".mkv": "mkv", ".mp4": "mp4" } as const)[extname(value).toLowerCase()];
  if (container === undefined) {
    throw new UsageError(`${where} is neither rtmp://, rtmps:// or srt:// nor a file that ends in .mkv or .mp4`);
  }
  const file = resolve(host.cwd, value);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0) {
    throw new UsageError(`${where}: ${file} exists already and is not overwritten`);
  }
  return { kind: "file", file, container };
}
