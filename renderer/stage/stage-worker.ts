import { EngineLink } from "./engine-link";
import kernelCode from "virtual:stage-kernels";
import { FrameReader } from "./frame-reader";
import type { StageOrder, StageReport } from "./messages";
import { Preview } from "./preview";
import { Scene } from "./scene";
import { Shelf } from "./shelf";
import { createTestPicture } from "./test-picture";
import { TrackPicture } from "./track-picture";
import { startKernels } from "./wasm-kernels";

/** Interval in which a change of the source's size or rate is looked for, in ms. */
const REPORT_INTERVAL = 1000;

const report = (message: StageReport): void => self.postMessage(message);

const reader = startKernels(kernelCode).then((kernels) => new FrameReader(kernels));
const scene = new Scene((picture, error) => {
  if (picture === track) report({ type: "unreadable", turn, detail: String(error) });
});
const preview = new Preview(scene);

let engine: EngineLink | null = null;
/** One for all engines of this worker's life, opened when the first asks for it. */
let shelf: Promise<Shelf> | null = null;
let turn = 0;
/** The track whose frames are read, on the stage or about to be. */
let track: TrackPicture | null = null;
let reported = "";

function reportSource(): void {
  if (track === null || !scene.shows(track)) return;
  const { width, height } = track.size;
  const { interval } = track.timing();
  const fps = interval === 0 ? 0 : Math.round(1000 / interval);
  const now = `${turn} ${width} ${height} ${fps}`;
  if (now === reported) return;
  reported = now;
  report({ type: "source", turn, width, height, fps });
}

async function readTrack(frames: ReadableStream<VideoFrame> | MediaStreamTrack, its: number): Promise<void> {
  const opened = new TrackPicture(frames, await reader, {
    onFirst() {
      if (its !== turn) return;
      scene.show(opened);
      reportSource();
    },
    onEnd() {
      if (its !== turn) return;
      scene.setLost(true);
      report({ type: "ended", turn: its });
    },
  });
  if (its === turn) track = opened;
  else opened.close();
}

function obey(order: StageOrder): void {
  switch (order.type) {
    case "format":
      preview.setFormat(order.format);
      return;
    case "engine":
      engine?.close();
      engine = new EngineLink(order.port, scene, () => (shelf ??= Shelf.open()));
      return;
    case "test":
      scene.show(createTestPicture());
      return;
    case "expect":
      turn = order.turn;
      if (track !== null && !scene.holds(track)) track.close();
      track = null;
      return;
    case "frames":
      readTrack(order.frames, order.turn).catch((error: unknown) =>
        report({ type: "unreadable", turn: order.turn, detail: String(error) }),
      );
      return;
    case "lost":
      // A track that is open but has shown nothing yet leaves the placeholder on the stage.
      if (!order.lost && (track === null || !scene.holds(track))) return;
      scene.setLost(order.lost);
      reported = "";
      if (!order.lost) reportSource();
      return;
    case "preview":
      preview.setTarget(order.frames);
      return;
    case "watched":
      preview.setWatched(order.watched);
      return;
    case "close":
      self.close();
  }
}

self.addEventListener("message", ({ data }: MessageEvent<StageOrder>) => obey(data));
setInterval(reportSource, REPORT_INTERVAL);
