import { WebPageReport, type WebPageReply } from "../../../electron/contract/web-page";
import { type Picture, type PictureTools, untimed } from "../picture";
import type { WebFed, WebSaid } from "./messages";
import { Paper } from "./paper";

/** A web page as main paints it. Keeps its last look while it is loaded again or lost. */
export function webPicture(_settings: unknown, tools: PictureTools): Picture {
  let port: MessagePort | null = null;
  let paper: Paper | null = null;
  /** The one that was rendered last: of another size than `paper` until the next time. */
  let drawn: Paper | null = null;
  let version = 0;

  const answer = (reply: WebPageReply): void => port?.postMessage(reply);

  const hear = (message: unknown): void => {
    const report = WebPageReport.safeParse(message);
    if (!report.success) return;
    if (report.data.type === "state") {
      const { phase, problem } = report.data;
      tools.say({ phase, problem } satisfies WebSaid);
      return;
    }
    const { width, height } = report.data;
    if (paper?.size.width !== width || paper.size.height !== height) {
      if (paper !== drawn) paper?.free();
      paper = new Paper({ width, height }, tools);
    }
    paper.paint(report.data);
    version++;
    answer("painted");
  };

  return {
    version: () => version,
    size: () => paper?.size ?? { width: 0, height: 0 },
    render() {
      if (paper === null) throw new Error("There is nothing to show");
      if (drawn !== paper) drawn?.free();
      drawn = paper;
      return paper.shown();
    },
    timing: () => untimed,
    fed(message) {
      const fed = message as WebFed;
      if (fed === "refresh") return answer("refresh");
      port = fed.frames;
      port.onmessage = ({ data }: MessageEvent<unknown>) => hear(data);
    },
    close() {
      port?.close();
      if (drawn !== paper) drawn?.free();
      paper?.free();
      port = paper = drawn = null;
    },
  };
}
