import { join } from "node:path";
import { createInterface } from "node:readline";
import { type MessagePortMain, utilityProcess } from "electron";
import type { EngineProcess } from "./engine-link";

/** Starts the engine as a utility process; its own prints (crashes, warnings of Node) go to `print` line by line. */
export function startEngineProcess(print: (line: string) => void): EngineProcess<MessagePortMain> {
  const child = utilityProcess.fork(join(__dirname, "engine.js"), [], {
    serviceName: "Tallylight engine",
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on("line", print);
  }
  return {
    post: (request, ports) => child.postMessage(request, ports),
    onMessage: (listener) => child.on("message", listener),
    onExit: (listener) => child.on("exit", listener),
    kill: () => child.kill(),
  };
}
