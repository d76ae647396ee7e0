import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { electronSwitches } from "./electron.mjs";
import { root } from "./folders.mjs";

let folder;

/** Stands where Electron would be: counts signals, says how it was started, ends as it is told. */
const pretender = `#!${process.execPath}
let signals = 0;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {
  signals += 1;
  console.log(signal);
  setTimeout(() => process.exit(40 + signals), 300);
});
setInterval(() => undefined, 1000);
console.log(JSON.stringify(process.argv.slice(2)));
const [last] = process.argv.slice(-1);
if (last === "die") process.kill(process.pid, "SIGKILL");
else if (last !== "stay") process.exit(Number(last));
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "run-app-"));
  writeFileSync(join(folder, "electron"), pretender, { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process of its own that runs the app and says last how it ended. */
function start(...flags) {
  const script = `import { runApp } from ${JSON.stringify(pathToFileURL(join(root, "scripts", "run-app.mjs")).href)};
    console.log(JSON.stringify(await runApp(process.argv.slice(1), process.env)));
    process.exit();`;
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder };
  delete env.npm_lifecycle_event;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, "--", ...flags], { env, stdio: ["ignore", "pipe", "inherit"] });
  const lines = [];
  child.stdout.setEncoding("utf8").on("data", (text) => lines.push(...text.split("\n").filter((line) => line !== "")));
  const ended = once(child, "close").then(() => JSON.parse(lines.at(-1)));
  return { child, lines, ended };
}

describe.skipIf(process.platform === "win32")("runApp", () => {
  it("hands over flags as they are and stdout untouched, and passes the exit code on", async () => {
    const { lines, ended } = start("--output", "rtmp://host/app", "--status-json", "-", "7");
    expect(await ended).toEqual({ code: 7, signal: null });
    expect(JSON.parse(lines[0])).toEqual([...electronSwitches(), root, "--output", "rtmp://host/app", "--status-json", "-", "7"]);
    expect(lines).toHaveLength(2);
  });

  it("says by which signal the app ended", async () => {
    expect(await start("die").ended).toEqual({ code: null, signal: "SIGKILL" });
  });

  it("passes a signal once, however often one keypress brings it, and waits for the end", async () => {
    const { child, lines, ended } = start("stay");
    await once(child.stdout, "data");
    child.kill("SIGINT");
    await once(child.stdout, "data");
    child.kill("SIGINT");
    expect(await ended).toEqual({ code: 41, signal: null });
    expect(lines.filter((line) => line === "SIGINT")).toHaveLength(1);
  });
});
