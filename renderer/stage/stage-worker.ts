import kernelCode from "virtual:stage-kernels";
import { Cast } from "./cast";
import { createContext } from "./drawing-context";
import { EngineLink } from "./engine-link";
import { Memory } from "./memory";
import type { Monitor, StageOrder, StageReport } from "./messages";
import { Preview } from "./preview";
import { SmallProgram, SmallScene } from "./previewed";
import { Program } from "./program";
import { Shelf } from "./shelf";
import { Turns } from "./turns";
import { startKernels } from "./wasm-kernels";

/** Interval in which a change of a source's size or rate is looked for, in ms. */
const REPORT_INTERVAL = 1000;
/** Interval in which a transition that nobody draws moves on, in ms. */
const TRANSITION_INTERVAL = 100;

const tell = (message: StageReport): void => self.postMessage(message);

/** The worker's life, from when the kernels run. */
async function start(): Promise<(order: StageOrder) => void> {
  const wasm = await startKernels(kernelCode);
  const context = createContext(wasm, wasm.memory, new Memory(wasm.memory.length), wasm.compiled);
  const turns = new Turns();
  const cast = new Cast(context, {
    onSaid: (source, turn, message) => tell({ type: "said", source, turn, message }),
    onReport: (report) => tell({ type: "source", ...report }),
  });
  const program = new Program(context, { width: 1280, height: 720 }, () => performance.now(), () => {
    if (program.state !== null) tell({ type: "program", program: program.state });
    tellSeen();
  });
  let engine: EngineLink | null = null;
  const prepared = new SmallScene(context, turns, () => engine?.moment ?? null);
  let preparedScene: string | null = null;
  /** One for all engines of this worker's life, opened when the first asks for it. */
  let shelf: Promise<Shelf> | null = null;
  const previews: Record<Monitor, Preview> = {
    program: new Preview(new SmallProgram(context, program, turns, () => engine?.isPulling === true)),
    prepared: new Preview(prepared),
  };

  let seen = "";
  const tellSeen = (): void => {
    const active = [...cast.seenIn(program.scenes), ...(program.playing === null ? [] : [program.playing])];
    if (preparedScene !== null) cast.seenIn([preparedScene]);
    const now = { staged: cast.members, active };
    if (JSON.stringify(now) === seen) return;
    seen = JSON.stringify(now);
    tell({ type: "seen", ...now });
    cast.report();
  };

  /** What changes the pictures happens between two of them. */
  const change = (work: () => void): void =>
    void turns.run(() => {
      work();
      tellSeen();
      return Promise.resolve();
    });

  const restage = (): void => {
    program.stage(cast.staging);
    prepared.stage(cast.staging);
  };

  setInterval(() => cast.report(), REPORT_INTERVAL);
  setInterval(() => {
    // Whoever pulls does it for each picture.
    if (program.moving && engine?.isPulling !== true) change(() => program.advance(Date.now()));
  }, TRANSITION_INTERVAL);

  return (order) => {
    switch (order.type) {
      case "format":
        change(() => program.resize(order.format));
        for (const preview of Object.values(previews)) preview.setFormat(order.format);
        return;
      case "collection":
        change(() => {
          cast.set(order.canvas, order.scenes, order.sources);
          restage();
        });
        return;
      case "take":
        change(() => program.take(order.scene, order.transition));
        return;
      case "bar":
        change(() => program.setBar(order.position, preparedScene, order.transition));
        return;
      case "prepare":
        change(() => {
          preparedScene = order.scene;
          prepared.prepare(order.scene);
        });
        return;
      case "engine":
        engine?.close();
        engine = new EngineLink(order.port, program, context.bytes, turns, () => (shelf ??= Shelf.open()));
        return;
      case "fed":
        // In the order of the collections, which wait for their turn.
        void turns.run(() => Promise.resolve(cast.fed(order.source, order.turn, order.message)));
        return;
      case "file":
        void turns.run(() => Promise.resolve(cast.file(order.source, order.filter, order.path, order.bytes)));
        return;
      case "monitor":
        previews[order.monitor].setTarget(order.frames);
        return;
      case "shown":
        previews[order.monitor].setShown(order.width);
        return;
      case "close":
        self.close();
    }
  };
}

const started = start();
self.addEventListener("message", ({ data }: MessageEvent<StageOrder>) => void started.then((obey) => obey(data)));
