import { FEED_TAG, type FeedMessage } from "../../../electron/contract/feed";
import { type MediaCommand, MediaReport } from "../../../electron/contract/media";
import type { Feed, FeedLink } from "../kind";
import type { MediaFed } from "./messages";
import type { MediaSettings } from "./schema";

/**
 * The engine reports four times a second: after so long without a word, in ms, it is gone, and another is asked. The first
 * word takes longer, while ffmpeg is being tried out.
 */
const SILENCE = 4000;
const FIRST_SILENCE = 15_000;
const WATCH_INTERVAL = 1000;

const PHASES = { starting: "starting", ready: "showing", lost: "lost", failed: "failed" } as const;

/** Orders the file from the engine, tells how it is, and passes commands on. */
export function mediaFeed(settings: MediaSettings, link: FeedLink): Feed {
  const { from, loop, restartWhenShown } = settings;
  const file = from === "file" ? settings.file : settings.address.trim();
  link.tell({ phase: "starting", problem: null });
  if (file === "") return { close: () => undefined };

  let control: MessagePort;
  let last: MediaReport | null = null;
  let heardAt = 0;
  let told = "";

  const hear = (message: unknown): void => {
    const parsed = MediaReport.safeParse(message);
    if (!parsed.success) return;
    const report = parsed.data;
    last = report;
    heardAt = performance.now();
    const { phase, problem, position, duration, paused } = report;
    const state = { phase: PHASES[phase], problem, media: { position, duration, paused } };
    const now = JSON.stringify(state);
    if (now === told) return;
    told = now;
    link.tell(state);
  };

  const order = (paused: boolean): void => {
    const [controls, picture, sound] = [new MessageChannel(), new MessageChannel(), new MessageChannel()];
    const message: FeedMessage = { tag: FEED_TAG, order: { to: "media", file, loop, paused, ...link.format } };
    control = controls.port1;
    control.onmessage = ({ data }: MessageEvent<unknown>) => hear(data);
    heardAt = performance.now();
    window.postMessage(message, location.origin, [controls.port2, picture.port2, sound.port2]);
    link.post({ port: picture.port1 } satisfies MediaFed, [picture.port1]);
    link.sound(sound.port1);
  };
  const send = (command: MediaCommand): void => control.postMessage(command);

  /** From a new engine, where the old one was; it began anew where it had ended or failed. */
  const orderAgain = (paused: boolean): void => {
    const position = last !== null && !last.ended ? last.position : 0;
    control.close();
    order(paused);
    if (position > 0) send({ type: "seek", position });
  };

  const watch = setInterval(() => {
    if (performance.now() - heardAt < (last === null ? FIRST_SILENCE : SILENCE) || last?.phase === "failed") return;
    link.tell({ phase: "lost", problem: { code: "engine-died" } });
    told = "";
    orderAgain(last?.paused ?? restartWhenShown);
  }, WATCH_INTERVAL);

  order(restartWhenShown);
  return {
    command(command, argument) {
      switch (command) {
        case "play":
        case "restart":
          // Whoever failed may be gone by now.
          if (last?.phase === "failed") orderAgain(false);
          else send({ type: command });
          return;
        case "pause":
          return send({ type: "pause" });
        case "seek":
          return send({ type: "seek", position: Math.max(0, argument ?? 0) });
      }
    },
    setActive(active) {
      if (restartWhenShown) send({ type: active ? "restart" : "rewind" });
    },
    close() {
      clearInterval(watch);
      control.close();
    },
  };
}
