import { spawn } from "node:child_process";
import { SetupError } from "./say.mjs";

/**
 * Starts a virtual X display on a free number. It is out of reach of the terminal's Ctrl-C, and stops with
 * this process at the latest.
 * @param {string} [screen] width x height x depth
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export async function startDisplay(screen = "1920x1080x24") {
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", screen, "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    detached: true,
  });
  const number = await new Promise((resolve, reject) => {
    let text = "";
    server.stdio[3].setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n")) resolve(text.trim());
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
  }).catch((error) => {
    throw new SetupError(`The virtual display could not be started (${error.message}).`, "Type: apt-get install -y xvfb");
  });
  server.unref();
  server.stdio[3].destroy();
  const stop = () => void server.kill();
  process.once("exit", stop);
  return { display: `:${number}`, stop };
}
