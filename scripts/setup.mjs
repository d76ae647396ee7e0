import { setUpElectron } from "./electron.mjs";
import { runScript } from "./say.mjs";

await runScript(setUpElectron);
