import { createRequire } from "node:module";
import { join } from "node:path";
import { MessageChannel } from "node:worker_threads";

/**
 * Runs the built engine in a plain Node process of its own, with a window inside it that gives a moving picture and
 * noise, so that no two pictures and no two sound frames of a broadcast are the same. Arguments: the project's folder.
 * Commands come over IPC as from the app's main process, events go back.
 */
const BLOCK = 960;
const RATE = 48_000;

/** A port as Electron gives it to a utility process. */
function electronPort(port) {
  return {
    on: (event, listener) => port.on(event, event === "message" ? (data) => listener({ data }) : listener),
    postMessage: (message) => port.postMessage(message),
    start: () => undefined,
    close: () => port.close(),
  };
}

/** Bytes that are always the same and look like chance (a linear congruential generator: Numerical Recipes). */
function noise(length) {
  const bytes = new Uint8Array(length);
  let seed = 1;
  for (let i = 0; i < length; i += 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = 60 + ((seed >>> 24) % 120);
  }
  return bytes;
}

/** Coarse noise that wanders over the picture, in another direction all the time. */
function stage() {
  const { port1, port2 } = new MessageChannel();
  const grain = noise(512 * 512);
  let made = 0;
  port1.on("message", ({ id, format: { width, height } }) => {
    const i420 = new Uint8Array((width * height * 3) / 2).fill(128);
    const [left, top] = [Math.round(150 + 140 * Math.sin(made / 17)), Math.round(150 + 140 * Math.cos(made / 29))];
    for (let y = 0; y < height; y += 1) {
      const row = (((y >> 2) + top) % 512) * 512;
      for (let x = 0; x < width; x += 1) i420[y * width + x] = grain[row + (((x >> 2) + left) % 512)];
    }
    made += 1;
    port1.postMessage({ type: "frame", id, width, height, i420: i420.buffer, age: 0, interval: 0, arrived: 1 });
  });
  return electronPort(port2);
}

function mixer() {
  const { port1, port2 } = new MessageChannel();
  const grain = noise(RATE);
  const start = performance.now();
  let sent = 0;
  setInterval(() => {
    const due = ((performance.now() - start) / 1000) * RATE;
    for (; sent + BLOCK <= due; sent += BLOCK) {
      const pcm = new Float32Array(BLOCK * 2).map((_, i) => ((grain[(sent + i * 7) % RATE] ?? 0) - 120) / 480);
      port1.postMessage({ type: "block", first: sent, at: performance.timeOrigin + start + (sent * 1000) / RATE, late: 0, pcm: pcm.buffer });
    }
  }, 10);
  return electronPort(port2);
}

const listeners = [];
process.parentPort = {
  on: (_event, listener) => listeners.push(listener),
  postMessage: (message) => process.connected && process.send(message),
};
process.on("disconnect", () => process.exit());
process.on("message", (data) => {
  const ports = data.command.type === "attach" ? [stage(), mixer()] : [];
  for (const listener of listeners) listener({ data, ports });
});
createRequire(import.meta.url)(join(process.argv[2], "out", "main", "engine.js"));
