import { isAbsolute } from "node:path";
import type { MessagePortMain } from "electron";
import type { FfmpegAbility } from "../contract/encoder";
import type { EngineCommand } from "../contract/engine";
import type { MediaOrder } from "../contract/feed";
import type { MediaReport } from "../contract/media";
import type { Problem } from "../contract/problem";

export interface MediaMaker {
  /** Whether the page may have this file. */
  allowed(path: string): boolean;
  readonly ffmpeg: Promise<FfmpegAbility | Problem>;
  ask(command: EngineCommand, ports: MessagePortMain[]): Promise<Problem | null>;
}

/** Has the engine play a file for the page; where that cannot be, the page is told why on the control port. */
export async function orderMedia(order: MediaOrder, ports: MessagePortMain[], maker: MediaMaker): Promise<void> {
  const ffmpeg = await maker.ffmpeg;
  if ("code" in ffmpeg) return refuse(ports, order, ffmpeg);
  if (isAbsolute(order.file) && !maker.allowed(order.file)) {
    return refuse(ports, order, { code: "file-refused", subject: order.file.split(/[\\/]/).at(-1) ?? order.file });
  }
  // An engine that dies is told to the page by its silence.
  await maker.ask({ type: "openMedia", order }, ports);
}

function refuse([control, ...others]: MessagePortMain[], { paused }: MediaOrder, problem: Problem): void {
  const report: MediaReport = { phase: "failed", problem, position: 0, duration: 0, paused, ended: false };
  control?.postMessage(report);
  for (const port of others) port.close();
}
