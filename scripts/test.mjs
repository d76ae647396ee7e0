import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { setUpBuild } from "./build.mjs";
import { checkChromiumSandbox } from "./chromium-sandbox.mjs";
import { startDisplay } from "./display.mjs";
import { root } from "./folders.mjs";
import { runScript, say } from "./say.mjs";
import { setUpTools } from "./setup.mjs";
import { closingLine, playwrightCounts, vitestCounts, withExitCode } from "./test-counts.mjs";

/**
 * Starts one of our dependencies' command-line tools; resolves with its exit code. Its output goes to the terminal, or
 * comes there in one piece when it has ended, where it runs `aside`: at the lowest priority, beside something else.
 */
function tool(script, args, { env = {}, aside = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "node_modules", script), ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", aside ? "pipe" : "inherit", aside ? "pipe" : "inherit"],
    });
    if (aside && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text) => (output += text));
    child.once("error", reject);
    child.once("close", (code) => {
      process.stdout.write(output);
      resolve(code);
    });
  });
}

/** A check passes or fails as a whole. */
const success = { passed: 1, failed: 0, skipped: 0 };
const failure = { passed: 0, failed: 1, skipped: 0 };

/**
 * Runs a test runner that writes a JSON report to `file`, and counts what it says there. On Linux its windows open on
 * a virtual display of their own: nothing pops up on a desktop, and what is on the screen is known.
 */
async function counted(file, countsOf, runner) {
  const display = process.platform === "linux" ? await startDisplay() : null;
  const code = await runner(display === null ? {} : { DISPLAY: display.display }).finally(() => display?.stop());
  const report = await readFile(file, "utf8").catch(() => null);
  const none = { passed: 0, failed: 0, skipped: 0 };
  return withExitCode(report === null ? none : countsOf(JSON.parse(report)), code);
}

/** The parts of the tests. */
const parts = {
  async lint(folder, aside) {
    return (await tool("eslint/bin/eslint.js", ["."], { aside })) === 0 ? success : failure;
  },

  async types(folder, aside) {
    return (await tool("typescript/bin/tsc", ["--noEmit", "-p", "."], { aside })) === 0 ? success : failure;
  },

  unit(folder) {
    const file = join(folder, "vitest.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    return counted(file, vitestCounts, (env) => tool("vitest/vitest.mjs", ["run", ...reporters], { env }));
  },

  async build() {
    return (await runScript(setUpBuild)) ? success : failure;
  },

  async e2e(folder) {
    const config = join(root, "e2e", "playwright.config.ts");
    if (!existsSync(config)) return { passed: 0, failed: 0, skipped: 0 };
    if (!(await runScript(setUpBuild)) || !(await runScript(checkChromiumSandbox))) return failure;
    const file = join(folder, "playwright.json");
    const args = ["test", "--config", config, "--retries=0", "--reporter=list,json"];
    return counted(file, playwrightCounts, (env) =>
      tool("@playwright/test/cli.js", args, { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file } }),
    );
  },
};

/**
 * The order in which they run. Unit tests wait for media, servers and browsers much of their time; what reads the code
 * takes what they leave of the machine. The app is tested alone.
 */
const order = [
  { part: "unit", aside: ["lint", "types", "build"] },
  { part: "e2e", aside: [] },
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  say(`there is no such part of the tests: ${unknown.join(", ")}. Type some of: ${Object.keys(parts).join(" ")}`);
  process.exit(2);
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

const all = [];
if (await runScript(() => setUpTools({ virtualDisplay: true, tests: true }))) {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-test-"));
  const wanted = (name) => asked.length === 0 || asked.includes(name);
  const runPart = async (name, aside) => {
    if (!wanted(name)) return;
    say(`tests: ${name}`);
    const counts = await parts[name](folder, aside);
    say(`tests: ${name}: ${closingLine([counts])}`);
    all.push(counts);
  };
  for (const { part, aside } of order) {
    const others = async () => {
      for (const name of aside) await runPart(name, wanted(part));
    };
    await Promise.all([runPart(part, false), others()]);
  }
  await rm(folder, { recursive: true, force: true });
} else {
  all.push(failure);
}
if (all.some((counts) => counts.failed > 0)) process.exitCode = 1;
console.log(closingLine(all));
