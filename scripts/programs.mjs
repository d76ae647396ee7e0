import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";
import { installPackages, onPath } from "./debian.mjs";
import { electronExecutable } from "./electron.mjs";
import { root } from "./folders.mjs";
import { say, SetupError } from "./say.mjs";

const linux = process.platform === "linux";

/** The shared libraries that Electron is linked with, by the Debian packages that bring them and theirs. */
const electronLibraries = [
  "libgtk-3-0",
  "libnss3",
  "libasound2",
  "libgbm1",
  "libatk-bridge2.0-0",
  "libcups2",
  "libdrm2",
  "libxss1",
];

/** What the tests need beyond the app, and the programs or files by which it is known to be there. */
const testPrograms = [
  { packages: ["nginx", "libnginx-mod-rtmp"], there: () => existsSync("/usr/lib/nginx/modules/ngx_rtmp_module.so") && onPath("nginx", sbin) },
  { packages: ["srt-tools"], there: () => onPath("srt-live-transmit") },
  { packages: ["pulseaudio", "pulseaudio-utils"], there: () => onPath("pulseaudio") && onPath("pactl") },
  { packages: ["chromium"], there: () => onPath("chromium") },
  { packages: ["xdotool"], there: () => onPath("xdotool") },
];

/** Debian keeps servers where only root's PATH leads. */
const sbin = { PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

/** Mirrors findFfmpeg of native-bin, for saying in time what is missing. */
function ffmpegThere() {
  const name = process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg";
  const bundled = join(root, "node_modules", "ffmpeg-static", name);
  return existsSync(process.env.FFMPEG_BIN || bundled) || onPath("ffmpeg");
}

async function electronLibrariesThere() {
  const { code, output } = await run("ldd", [electronExecutable()], { quiet: true });
  return code !== 0 || !output.includes("not found");
}

/** True when no X or Wayland display is offered to this process. */
export function withoutDisplay() {
  return linux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

async function setUpFfmpeg() {
  if (ffmpegThere()) return;
  const remedies = {
    darwin: "Type: brew install ffmpeg",
    win32: "Type: winget install Gyan.FFmpeg (then open a new terminal)",
    linux: linux ? await installPackages(["ffmpeg"]) : null,
  };
  const remedy = remedies[process.platform];
  if (remedy !== null) say(`ffmpeg was not found: nothing can be encoded without it. ${remedy}`);
}

/**
 * Makes sure that the system has what the app needs: ffmpeg (said when missing, the app says so too), the libraries
 * of Electron, Xvfb when `virtualDisplay`.
 */
export async function setUpPrograms({ virtualDisplay }) {
  await setUpFfmpeg();
  if (!linux) return;
  const missing = [
    ...((await electronLibrariesThere()) ? [] : electronLibraries),
    ...(virtualDisplay && !onPath("Xvfb") ? ["xvfb"] : []),
  ];
  if (missing.length === 0) return;
  const remedy = await installPackages(missing);
  if (remedy !== null) throw new SetupError("Electron cannot run here yet: the system lacks what it needs.", remedy);
}

/** Makes sure that the real servers and peers of the tests are there. */
export async function setUpTestPrograms() {
  if (!linux) {
    say("the integration and e2e tests need Linux with nginx-rtmp, srt-tools, Xvfb and PulseAudio: they will fail or skip here");
    return;
  }
  const missing = testPrograms.filter((program) => !program.there()).flatMap((program) => program.packages);
  if (missing.length === 0) return;
  const remedy = await installPackages(missing);
  if (remedy !== null) throw new SetupError("The tests need more of the system.", remedy);
}
