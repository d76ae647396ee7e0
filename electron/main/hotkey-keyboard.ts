import { createRequire } from "node:module";
import { type HookEvent, HeldKeys, type WatchOrder } from "./hotkey-watch";

/*
 * The process that hears keys go down and up anywhere on the desktop, for push-to-talk. It is a process of its own so that a
 * fault in the native library takes nothing with it, and it runs only while there is such a hotkey.
 */

/** What uiohook-napi's own wrapper calls; the wrapper would look for the library where a packaged app has none. */
interface Library {
  start(heard: (event: HookEvent) => void): void;
}

const port = process.parentPort;
const held = new HeldKeys((report) => port.postMessage(report));
let started = false;

port.on("message", ({ data }) => {
  const { library, keys } = data as WatchOrder;
  held.watch(keys);
  if (started) return;
  started = true;
  // What is thrown ends the process, which main takes as that it does not work here.
  const native = createRequire(library)(library) as Library;
  native.start((event) => held.heard(event));
});
