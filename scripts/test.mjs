import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkChromiumSandbox } from "./chromium-sandbox.mjs";
import { startDisplay } from "./display.mjs";
import { root } from "./folders.mjs";
import { setUpTestPrograms } from "./programs.mjs";
import { runScript, say, SetupError } from "./say.mjs";
import { setUp } from "./setup.mjs";
import { closingLine, playwrightCounts, vitestCounts, withExitCode } from "./test-counts.mjs";

/** Starts one of our dependencies' command-line tools with the terminal as its output; resolves with its exit code. */
function tool(script, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "node_modules", script), ...args], {
      cwd: root,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", reject);
    child.once("exit", resolve);
  });
}

/** One check that passes or fails as a whole. */
async function check(script, args) {
  return withExitCode({ passed: 1, failed: 0, skipped: 0 }, await tool(script, args));
}

/** Runs a test runner that writes a JSON report to `file`, and counts what it says there. */
async function counted(file, countsOf, runner) {
  const code = await runner();
  const report = await readFile(file, "utf8").catch(() => null);
  const none = { passed: 0, failed: 0, skipped: 0 };
  return withExitCode(report === null ? none : countsOf(JSON.parse(report)), code);
}

const parts = {
  async lint() {
    const lint = await check("eslint/bin/eslint.js", ["."]);
    const types = await check("typescript/bin/tsc", ["--noEmit", "-p", "."]);
    return { passed: 2 - lint.failed - types.failed, failed: lint.failed + types.failed, skipped: 0 };
  },

  unit(folder) {
    const file = join(folder, "vitest.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    return counted(file, vitestCounts, () => tool("vitest/vitest.mjs", ["run", ...reporters]));
  },

  async e2e(folder) {
    const config = join(root, "e2e", "playwright.config.ts");
    if (!existsSync(config)) return { passed: 0, failed: 0, skipped: 0 };
    checkChromiumSandbox();
    const file = join(folder, "playwright.json");
    const display = process.platform === "linux" ? await startDisplay() : null;
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file, ...(display && { DISPLAY: display.display }) };
    const args = ["test", "--config", config, "--retries=0", "--reporter=list,json"];
    return counted(file, playwrightCounts, () => tool("@playwright/test/cli.js", args, env)).finally(() => display?.stop());
  },
};

await runScript(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) throw new SetupError(`There is no part "${unknown}" of the tests.`, `Type one of: ${Object.keys(parts).join(", ")}`);
  await setUp({ virtualDisplay: true });
  await setUpTestPrograms();
  const folder = await mkdtemp(join(tmpdir(), "tallylight-test-"));
  const all = [];
  try {
    for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
      say(`tests: ${name}`);
      const counts = await parts[name](folder);
      say(`tests: ${name}: ${closingLine([counts])}`);
      all.push(counts);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(closingLine(all));
  if (all.some((counts) => counts.failed > 0)) process.exitCode = 1;
});
