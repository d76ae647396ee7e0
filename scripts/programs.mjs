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

/** Gives one process tree another clock. */
const faketime = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/faketime/libfaketimeMT.so.1`;

/** What the tests need beyond the app, and the programs or files by which it is known to be there. */
const testPrograms = [
  { packages: ["nginx", "libnginx-mod-rtmp"], there: () => existsSync("/usr/lib/nginx/modules/ngx_rtmp_module.so") && onPath("nginx", sbin) },
  { packages: ["srt-tools"], there: () => onPath("srt-live-transmit") },
  { packages: ["pulseaudio", "pulseaudio-utils"], there: () => onPath("pulseaudio") && onPath("pactl") },
  { packages: ["openbox"], there: () => onPath("openbox") },
  { packages: ["xdotool", "libxt6"], there: () => onPath("xdotool") },
  { packages: ["chromium"], there: () => onPath("chromium") },
];

/** What `npm run faults` needs beyond those: it sets clocks and unplugs monitors. */
const faultPrograms = [
  { packages: ["libfaketime"], there: () => existsSync(faketime) },
  { packages: ["x11-xserver-utils"], there: () => onPath("xrandr") },
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

/** How to get ffmpeg where no package manager is ours to ask. */
const ffmpegRemedies = {
  darwin: "Type: brew install ffmpeg",
  win32: "Type: winget install Gyan.FFmpeg (then open a new terminal)",
};

function sayFfmpegMissing(remedy) {
  say(`ffmpeg was not found: nothing can be encoded without it. ${remedy}`);
}

/**
 * Makes sure that the system has what the app needs: ffmpeg (only said when missing: the app opens and says so too),
 * the libraries of Electron, Xvfb when `virtualDisplay`, with `tests` the servers and peers of the tests, and with
 * `faults` what makes the rest go wrong.
 */
export async function setUpPrograms({ virtualDisplay, tests, faults }) {
  const ffmpeg = ffmpegThere();
  if (!linux) {
    if (!ffmpeg) sayFfmpegMissing(ffmpegRemedies[process.platform]);
    if (tests) say("the integration and e2e tests need Linux with nginx-rtmp, srt-tools, Xvfb and PulseAudio: they fail here");
    return;
  }
  const programs = [...(tests ? testPrograms : []), ...(faults ? faultPrograms : [])];
  const needed = [
    ...((await electronLibrariesThere()) ? [] : electronLibraries),
    ...(virtualDisplay && !onPath("Xvfb") ? ["xvfb"] : []),
    ...programs.filter((program) => !program.there()).flatMap((program) => program.packages),
  ];
  const missing = [...(ffmpeg ? [] : ["ffmpeg"]), ...needed];
  if (missing.length === 0) return;
  const remedy = await installPackages(missing);
  if (remedy === null) return;
  if (needed.length > 0) throw new SetupError("The system lacks what is needed here.", remedy);
  sayFfmpegMissing(remedy);
}
