import { setUpBuild } from "./build.mjs";
import { setUpDependencies } from "./dependencies.mjs";
import { setUpElectron } from "./electron.mjs";
import { setUpPrograms } from "./programs.mjs";
import { runScript, SetupError } from "./say.mjs";

/** All that the app is built with and runs on, each step only when it is not done yet. */
export async function setUpTools({ virtualDisplay = false, tests = false, faults = false } = {}) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupError(`Node ${process.versions.node} is too old.`, "Install Node 20.19 or newer: https://nodejs.org");
  }
  await setUpDependencies();
  await setUpElectron();
  await setUpPrograms({ virtualDisplay, tests, faults });
}

/** Everything that `npm start` needs. */
export async function setUp(options) {
  await setUpTools(options);
  await setUpBuild();
}

if (process.argv[1] === import.meta.filename) await runScript(() => setUp());
