import { spawn } from "node:child_process";

/**
 * Runs a program to its end without a shell. Its output goes to our stderr, or is kept and returned with `quiet`.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, timeout?: number }} [options] timeout in ms
 * @returns {Promise<{ code: number | null, output: string }>} code is null when it could not start or was killed
 */
export function run(program, args, { cwd, env, quiet = false, timeout } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env,
      timeout,
      windowsHide: true,
      stdio: ["ignore", quiet ? "pipe" : 2, quiet ? "pipe" : 2],
    });
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text) => (output += text));
    child.stderr?.setEncoding("utf8").on("data", (text) => (output += text));
    child.once("error", (error) => resolve({ code: null, output: output + error.message }));
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** The way to start npm itself: the npm that started us, otherwise the one on PATH (a .cmd file on Windows). */
export function npm(args, options) {
  const own = process.env.npm_execpath;
  if (own?.endsWith("npm-cli.js")) return run(process.execPath, [own, ...args], options);
  return process.platform === "win32"
    ? run("cmd.exe", ["/d", "/s", "/c", "npm", ...args], options)
    : run("npm", args, options);
}
