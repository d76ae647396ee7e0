import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { end } from "../peers/child";
import { startColourWindow, startMovingScreen, STRIPES } from "../peers/moving-screen";
import { colourError, pictureAt } from "../peers/picture";
import { startSoundServer } from "../peers/sound-server";
import { until } from "../peers/until";
import { startWindowManager } from "../peers/window-manager";
import { holesOf } from "./broadcast";
import type { Row, SoloFault } from "./fault";
import { codedIn } from "./loss";
import { late, onStage, row, seconds, stoodStill, toldSince } from "./stage";

const run = promisify(execFile);

async function windowClosed(): Promise<Row[]> {
  return onStage("mkv", async ({ recording, display, start }) => {
    const manager = startWindowManager(display);
    const shown = startColourWindow(display, "A green window", 640, 360, "0x3cb44b");
    await until("the window", () => run("xdotool", ["search", "--name", "A green window"], { env: { ...process.env, DISPLAY: display } }).then(() => true, () => false));
    const app = await start(["--source", "window:A green window", "--audio", "none"]);
    await app.goesOn(seconds(2));
    const at = Date.now();
    await end(shown);
    await app.goesOn(seconds(4));
    const told = await toldSince(app, at);
    await app.quit();
    await end(manager);
    const loss = holesOf(await codedIn(recording));
    return [row("captured window closed", "app", { loss, told }, [loss.pictures > 0 && `${loss.pictures} pictures missing`])];
  });
}

/** Seconds within which a monitor that was plugged in again is seen. */
const SEEN = 5;
/** Seconds within which it is missed. */
const NOTICED = 2.5;
/** Of a channel of colour, 0…255. */
const NEAR = 40;

/** Two monitors are one X screen's halves, RandR's virtual ones: the second is captured, taken away and given back. */
async function monitorUnplugged(): Promise<Row[]> {
  return onStage("mkv", async ({ recording, display, start }) => {
    if (!(await run("which", ["xrandr"]).then(() => true, () => false))) throw new Error("xrandr is not installed (Debian: apt-get install x11-xserver-utils)");
    const xrandr = async (...words: string[]): Promise<string> => (await run("xrandr", words, { env: { ...process.env, DISPLAY: display } })).stdout;
    const plugIn = (): Promise<string> => xrandr("--setmonitor", "right", "1280/300x720/200+1280+0", "none");
    const shown = startMovingScreen(display, 2560, 720);
    // an X server forgets everything with its last client: only then is the moving picture there
    await until("two monitors", async () => {
      await xrandr("--setmonitor", "left", "1280/300x720/200+0+0", "screen");
      await plugIn();
      return /^Monitors: 2/m.test(await xrandr("--listmonitors"));
    });
    const app = await start(["--source", "screen:Screen 2", "--audio", "test"]);
    await app.goesOn(seconds(3));
    await xrandr("--delmonitor", "right");
    const gone = performance.now();
    await app.goesOn(seconds(8));
    await plugIn();
    const away = (performance.now() - gone) / 1000;
    await app.goesOn(seconds(7));
    await app.quit();
    await end(shown);
    const coded = await codedIn(recording);
    const loss = holesOf(coded);
    // what moves crosses this half of the screen in 2 s, and is not on it for as long
    const still = Math.max(0, ...(await stoodStill(recording)));
    const recovery = Math.max(0, still - away);
    const picture = await pictureAt(recording, (coded.at(-1)?.at ?? 0) - (coded[0]?.at ?? 0) - 1, 640, 360);
    const wrong = [STRIPES[2], STRIPES[3]].filter((stripe, at) => stripe !== undefined && colourError(picture.colour(at === 0 ? 160 : 480, 60), stripe) > NEAR);
    return [
      row("monitor unplugged, plugged in again", "app", { loss, recovery }, [
        loss.pictures > 0 && `${loss.pictures} pictures missing`,
        still < away - NOTICED && `something was captured in its place: ${still.toFixed(1)} s of ${away.toFixed(1)} stood still`,
        late(recovery, SEEN),
        wrong.length > 0 && "another picture than before",
      ]),
    ];
  }, "2560x720x24");
}

/** Seconds of a file in which there was no sound. */
async function silence(file: string): Promise<number> {
  const { stderr } = await run("ffmpeg", ["-nostdin", "-i", file, "-map", "0:a", "-af", "silencedetect=n=-50dB:d=0.1", "-f", "null", "-"], { maxBuffer: 2 ** 26 });
  return Math.max(0, ...[...stderr.matchAll(/silence_duration: ([\d.]+)/g)].map(([, duration]) => Number(duration)));
}

/** Level of one tone in the last seconds of a file, in dB. */
async function levelOf(frequency: number, file: string, last: number): Promise<number> {
  const { stderr } = await run("ffmpeg", ["-nostdin", "-sseof", `-${last}`, "-i", file, "-map", "0:a:0", "-af", `bandpass=f=${frequency}:width_type=h:w=40,bandpass=f=${frequency}:width_type=h:w=40,volumedetect`, "-f", "null", "-"]);
  return Number(/max_volume: (-?[\d.]+) dB/.exec(stderr)?.[1] ?? -Infinity);
}

interface Sound {
  readonly env: Readonly<Record<string, string>>;
  /** Answers what it prints: of a loaded module its number. */
  pactl(...words: string[]): Promise<string>;
}

const TONES = { one: 440, two: 1760 } as const;

/** Two microphones that hear a tone each, "first" and "second"; the first is the system's own. */
async function withMicrophones(deed: (sound: Sound, first: string) => Promise<Row[]>): Promise<Row[]> {
  const sound = await startSoundServer(["one", "two"]);
  const env = { ...process.env, PULSE_SERVER: sound.address };
  const pactl = async (...words: string[]): Promise<string> => (await run("pactl", words, { env })).stdout.trim();
  const tones = Object.entries(TONES).map(([sink, frequency]) =>
    run("ffmpeg", ["-v", "error", "-re", "-f", "lavfi", "-i", `sine=frequency=${frequency}`, "-f", "pulse", "-device", sink, "tone"], { env }),
  );
  for (const tone of tones) tone.catch(() => undefined); // ended below
  try {
    const first = await pactl("load-module", "module-remap-source", "master=one.monitor", "source_name=first");
    await pactl("load-module", "module-remap-source", "master=two.monitor", "source_name=second");
    await pactl("set-default-source", "first");
    return await deed({ env: { PULSE_SERVER: sound.address }, pactl }, first);
  } finally {
    for (const tone of tones) tone.child.kill();
    await sound.stop();
  }
}

const microphoneUnplugged = (): Promise<Row[]> =>
  withMicrophones(({ env, pactl }, first) =>
    onStage("mkv", async ({ recording, start }) => {
      const app = await start(["--source", "test", "--audio", "default"], { env });
      await app.goesOn(seconds(4));
      const at = Date.now();
      await pactl("unload-module", first);
      await app.goesOn(seconds(8));
      const told = await toldSince(app, at);
      await app.quit();
      const quiet = await silence(recording);
      const loss = holesOf(await codedIn(recording));
      return [row("microphone unplugged, another is there", "app", { loss, recovery: quiet, told }, [loss.pictures > 0 && `${loss.pictures} pictures missing`, late(quiet, 3)])];
    }),
  );

/** The system's own microphone becomes another one. */
const microphoneSwitched = (): Promise<Row[]> =>
  withMicrophones(({ env, pactl }) =>
    onStage("mkv", async ({ recording, start }) => {
      const app = await start(["--source", "test", "--audio", "default"], { env });
      await app.goesOn(seconds(4));
      const at = Date.now();
      await pactl("set-default-source", "second");
      await app.goesOn(seconds(8));
      const told = await toldSince(app, at);
      await app.quit();
      const quiet = await silence(recording);
      const loss = holesOf(await codedIn(recording));
      const [before, now] = [await levelOf(TONES.one, recording, 2), await levelOf(TONES.two, recording, 2)];
      return [
        row("default microphone switched", "app", { loss, recovery: quiet, told }, [
          loss.pictures + loss.sound > 0 && `${loss.pictures} pictures and ${loss.sound} sound frames missing`,
          late(quiet, 3),
          now < before + 20 && `the new one at ${now} dB, the old one at ${before} dB`,
        ]),
      ];
    }),
  );

export const deviceFaults: readonly SoloFault[] = [
  { name: "app: captured window closed", try: windowClosed },
  { name: "app: monitor unplugged", try: monitorUnplugged },
  { name: "app: microphone unplugged", try: microphoneUnplugged },
  { name: "app: default microphone switched", try: microphoneSwitched },
];
