import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { newChannel } from "../electron/contract/channel";
import type { Collection } from "../electron/contract/collection";
import { filling, newItem } from "../electron/contract/scene";
import { avOffsets } from "./peers/av-offset";
import { descendants } from "./peers/processes";
import { until } from "./peers/until";
import { expect, test } from "./studio";

const run = promisify(execFile);
const canvas = { width: 1280, height: 720 };

/** A scene with nothing but this film, in a loop, and a strip for its sound. */
function film(file: string): Collection {
  return {
    ...{ version: 1, name: "Film", canvas, transition: { kind: "cut" }, program: "scene" },
    scenes: [{ id: "scene", name: "Scene", items: [newItem("item", "film", filling(canvas))], transition: null }],
    sources: [{ id: "film", name: "Film", kind: "media", settings: { file, loop: true }, filters: [] }],
    channels: [newChannel("sound", "Film", { kind: "source", source: "film" })],
  };
}

test("a film is heard when it is seen, round after round, and its decoder ends with the app", async ({ folder, open }) => {
  const file = join(folder, "film.mp4");
  // A white flash and a beep every 2 s, and an end between two of them.
  const flash = "color=gray:s=1280x720:r=30:d=6,drawbox=c=white:t=fill:enable='lt(mod(t,2),0.0999)'";
  const beep = "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,2),0.1)':s=48000:c=stereo:d=6";
  await run("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", flash, "-f", "lavfi", "-i", beep, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", file]);
  const userData = join(folder, "own");
  await mkdir(join(userData, "collections"), { recursive: true });
  await writeFile(join(userData, "collections", "Film.json"), JSON.stringify(film(file)));
  const recording = join(folder, "recorded.mkv");
  const studio = await open(["--collection", "Film", "--output", recording], { userData });
  await studio.status("the recording to run", (line) => line.recordings[0]?.phase === "recording");
  await studio.goesOn(30 * 13);
  const decoders = descendants(studio.pid).filter(({ command }) => command.includes(`file:${file}`));
  expect(decoders.length).toBeGreaterThan(0);
  expect(await studio.quit()).toBe(0);
  await until("the decoders to be gone", () => decoders.every(({ pid }) => !alive(pid)));

  const offsets = await avOffsets(recording);
  test.info().annotations.push({ type: "A/V offset in ms", description: offsets.map((each) => each.toFixed(1)).join(", ") });
  // A cold machine may begin to play seconds after it began to record.
  expect(offsets.length).toBeGreaterThanOrEqual(4);
  for (const offset of offsets) expect(Math.abs(offset), `offsets of ${String(offsets)} ms`).toBeLessThanOrEqual(40);
});

test("a stinger with alpha plays over both scenes, is heard, and hides the cut", async ({ folder, open }) => {
  const file = join(folder, "stinger.webm");
  // 1.2 s: half see-through green, then opaque green while the scenes change, then half again.
  const veil = "color=0x00c000@1:s=640x360:r=30:d=1.2,format=yuva420p,geq=lum=lum(X\\,Y):cb=cb(X\\,Y):cr=cr(X\\,Y):a='if(between(T,0.4,0.8),255,128)'";
  await run("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", veil, "-f", "lavfi", "-i", "sine=1000:r=48000:d=1.2,volume=6", "-c:a", "libopus", "-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", "-deadline", "realtime", "-cpu-used", "8", file]);
  const colours = { Red: "#c00000", Blue: "#0000c0" };
  const collection: Collection = {
    ...{ version: 1, name: "Show", canvas, transition: { kind: "stinger", file, cutAt: 600 }, program: "Red" },
    scenes: Object.keys(colours).map((id) => ({ id, name: id, items: [newItem(`${id} item`, `${id} colour`, filling(canvas))], transition: null })),
    sources: Object.entries(colours).map(([id, colour]) => ({ id: `${id} colour`, name: id, kind: "colour", settings: { colour }, filters: [] })),
    channels: [],
  };
  const userData = join(folder, "own");
  await mkdir(join(userData, "collections"), { recursive: true });
  await writeFile(join(userData, "collections", "Show.json"), JSON.stringify(collection));
  const recording = join(folder, "recorded.mkv");
  const studio = await open(["--collection", "Show", "--output", recording], { userData });
  await studio.status("the recording to run", (line) => line.recordings[0]?.phase === "recording");
  await studio.goesOn(60);
  for (const scene of ["Blue", "Red"]) {
    await studio.app.evaluate(
      ({ BrowserWindow }, sent) => BrowserWindow.getAllWindows()[0]?.webContents.send("tallylight:notice", "studio.command", sent),
      { do: "scene", scene },
    );
    await studio.goesOn(75);
  }
  expect(await studio.quit()).toBe(0);

  const pictures = await colourNames(recording);
  const seen = pictures.replaceAll(/(.)\1*/g, "$1");
  test.info().annotations.push({ type: "what was seen", description: seen });
  // Red, green over red, green alone, green over blue, blue; and back.
  expect(seen).toMatch(/rYgCbCgYr$/);

  const begins = [...pictures.matchAll(/rY|bC/g)].map(({ index }) => (index + 1) / 30);
  const heard = await soundBegins(recording);
  test.info().annotations.push({ type: "seen and heard to begin, in s", description: `${begins.join(" ")}; ${heard.join(" ")}` });
  expect(heard).toHaveLength(2);
  // While the film is seen; what comes late on a busy machine is left out, not played late.
  heard.forEach((at, which) => {
    expect(at - (begins[which] ?? 0)).toBeGreaterThan(-0.1);
    expect(at - (begins[which] ?? 0)).toBeLessThan(0.8);
  });
});

/** When sound begins after silence, in seconds from the beginning of a file that ends in silence. */
async function soundBegins(file: string): Promise<number[]> {
  const { stderr } = await run("ffmpeg", ["-hide_banner", "-i", file, "-vn", "-af", "silencedetect=n=-40dB:d=0.3", "-f", "null", "-"]);
  // The end of the file ends a silence too.
  return [...stderr.matchAll(/silence_end: ([\d.]+)/g)].map(([, at]) => Number(at)).slice(0, -1);
}

/** Each picture of a file as a letter: r, g, b, Y for green over red, C for green over blue, a dot for black. */
async function colourNames(file: string): Promise<string> {
  const args = ["-v", "error", "-i", file, "-an", "-vf", "scale=1:1", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"];
  const { stdout } = await run("ffmpeg", args, { encoding: "buffer" });
  let text = "";
  for (let at = 0; at + 2 < stdout.length; at += 3) {
    const [red = false, green = false, blue = false] = [...stdout.subarray(at, at + 3)].map((value) => value > 60);
    text += red ? (green ? "Y" : "r") : green ? (blue ? "C" : "g") : blue ? "b" : ".";
  }
  return text;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
