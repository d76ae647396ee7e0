import { join } from "node:path";
import { root } from "./folders.mjs";
import { runScript } from "./say.mjs";
import { setUp } from "./setup.mjs";

/** Where a measurement is; bench/ when it is not named here. */
const folders = { faults: "e2e/faults" };

/**
 * Runs a measurement by its name: `bench` beside limit and peer (further arguments choose contestants by a part of their
 * names), `soak` for a long time on air, `sixteen` for many destinations, `faults` for what goes wrong (further arguments choose faults in the same way).
 */
const [name, ...rest] = process.argv.slice(2);
await runScript(async () => {
  await setUp({ virtualDisplay: true, tests: true, faults: name === "faults" });
  const { runnerImport } = await import("vite");
  const { module } = await runnerImport(join(root, folders[name] ?? "bench", `${name}.ts`), { configFile: false, root, logLevel: "error" });
  await module[name](rest);
  process.exit();
});
