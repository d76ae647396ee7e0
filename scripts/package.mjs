import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { run } from "./command.mjs";
import { electronExecutable } from "./electron.mjs";
import { root } from "./folders.mjs";
import { gatherLicenses } from "./licenses.mjs";
import { runScript, say, SetupError } from "./say.mjs";
import { setUp } from "./setup.mjs";
import { standIn, standInFolder } from "./stand-in.mjs";

const name = process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg";
/** electron-builder's words for the platform, as electron-builder.yml uses them. */
const os = { win32: "win", darwin: "mac", linux: "linux" }[process.platform];

/** ffmpeg and the files that must go with it: ffmpeg-static's, or for a trial on this machine only, the system's. */
function ffmpegToPackage(trial) {
  const fromNpm = join(root, "node_modules", "ffmpeg-static");
  if (existsSync(join(fromNpm, name))) {
    return { program: join(fromNpm, name), texts: [join(fromNpm, `${name}.LICENSE`), join(fromNpm, `${name}.README`)] };
  }
  const folder = (process.env.PATH ?? "").split(delimiter).find((entry) => entry !== "" && existsSync(join(entry, name)));
  if (!trial || folder === undefined) {
    throw new SetupError("ffmpeg-static is not installed, and an installer needs an ffmpeg that runs everywhere.", "Check the network, then type: npm ci");
  }
  say(`ffmpeg-static is not installed: the system's ffmpeg goes in, so this package runs on this machine only (${join(folder, name)})`);
  return { program: join(folder, name), texts: ["/usr/share/doc/ffmpeg/copyright", "/usr/share/common-licenses/GPL-3"] };
}

async function stageFfmpeg(trial) {
  const { program, texts } = ffmpegToPackage(trial);
  const folder = join(root, "native-bin", "bin", `${os}-${process.arch}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await copyFile(program, join(folder, name));
  await chmod(join(folder, name), 0o755);
  for (const text of texts.filter(existsSync)) {
    await copyFile(text, join(folder, text === texts[0] ? "ffmpeg.LICENSE.txt" : "ffmpeg.more.txt"));
  }
}

await runScript(async () => {
  const flags = process.argv.slice(2);
  const trial = flags.includes("--dir");
  await setUp();
  const standsIn = dirname(electronExecutable()) === standInFolder();
  if (standsIn && !trial) {
    throw new SetupError(`Installers are made with the real Electron only, not with the ${standIn.version} that stands in.`, "Type: npx install-electron");
  }
  await stageFfmpeg(trial);
  await gatherLicenses(join(root, "dist", "licenses"));
  const electron = standsIn ? [`-c.electronDist=${standInFolder()}`, `-c.electronVersion=${standIn.version}`] : [];
  const builder = join(root, "node_modules", "electron-builder", "cli.js");
  const args = [builder, `--${process.arch}`, "--publish", "never", ...electron, ...flags];
  const { code } = await run(process.execPath, args, { cwd: root });
  if (code !== 0) throw new SetupError("The app could not be packaged; electron-builder says why above.");
});
