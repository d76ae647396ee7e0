import { BrowserWindow, type MessagePortMain, type NativeImage, type Session, type WebContents } from "electron";
import type { FeedOrder } from "../contract/feed";
import type { Problem, ProblemCode } from "../contract/problem";
import { WebPageReply, type WebPageReport } from "../contract/web-page";
import type { PageAddress } from "./page-address";
import { type PaintedArea, PagePaints } from "./page-paints";

export interface WebPageParts {
  readonly order: Extract<FeedOrder, { to: "web-page" }>;
  readonly address: PageAddress;
  readonly session: Session;
  readonly frames: MessagePortMain;
  readonly report: (text: string) => void;
}

/** Ms until a page that could not be loaded, or crashed, is tried again; doubles with each failure in a row up to the longest. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
/** How long, in ms, a page that has its content may take to draw it. */
const DRAWING = 1000;
/** A load that another one took the place of. */
const ERR_ABORTED = -3;
const ERR_FILE_NOT_FOUND = -6;

/** A world of scripts beside the page's own. */
const OUR_WORLD = 999;
const DRAWN = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())))";

/** One page drawn off screen; its paints go over the port, until that is closed. */
export class WebPage {
  /** Made anew for each load, so that nothing of a page that failed is ever seen. */
  private window: BrowserWindow | null = null;
  private readonly paints: PagePaints<NativeImage>;
  private pause = FIRST_PAUSE;
  private retry: NodeJS.Timeout | null = null;
  /** Since when what is painted is the page as it is meant; monotonic ms. */
  private shownAt: number | null = null;

  constructor(private readonly parts: WebPageParts) {
    const { frames } = parts;
    this.paints = new PagePaints((area, image) => this.send(area, image));
    frames.on("message", ({ data }) => this.obey(data));
    frames.on("close", () => this.end());
    frames.start();
    this.load();
  }

  private obey(said: unknown): void {
    const reply = WebPageReply.safeParse(said);
    if (!reply.success) return;
    if (reply.data === "painted") this.paints.taken();
    else if (this.shownAt !== null) this.window?.webContents.reloadIgnoringCache();
    else this.load();
  }

  private load(): void {
    const { load, name } = this.parts.address;
    this.end();
    if (typeof load !== "string") return this.tell("failed", { ...load, subject: name });
    this.tell("starting", null);
    this.window = this.newWindow();
    this.follow(this.window.webContents);
    // How it ends is told by the events.
    this.window.webContents.loadURL(load).catch(() => undefined);
  }

  private newWindow(): BrowserWindow {
    const { order, session } = this.parts;
    return new BrowserWindow({
      show: false,
      width: order.width,
      height: order.height,
      useContentSize: true,
      frame: false,
      transparent: true,
      backgroundColor: "#00000000",
      webPreferences: {
        offscreen: true,
        session,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        devTools: false,
        spellcheck: false,
        // Nobody is there to answer them.
        disableDialogs: true,
        backgroundThrottling: false,
        autoplayPolicy: "no-user-gesture-required",
      },
    });
  }

  private follow(contents: WebContents): void {
    const { order } = this.parts;
    contents.setAudioMuted(!order.audible);
    contents.setFrameRate(order.fps);
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("paint", (_event, area, image) => {
      if (this.shownAt !== null) this.paints.painted(area, image);
    });
    contents.on("did-navigate", (_event, _url, status, text) => {
      if (status >= 400) this.lose("page-unreachable", `HTTP ${status} ${text}`.trim());
    });
    contents.on("dom-ready", () => void this.show(contents));
    contents.on("did-fail-load", (_event, code, text, _url, isMainFrame) => {
      if (isMainFrame && code !== ERR_ABORTED) this.lose(code === ERR_FILE_NOT_FOUND ? "file-missing" : "page-unreachable", text);
    });
    contents.on("render-process-gone", (_event, { reason }) => this.lose("page-crashed", reason));
  }

  /** The page has its content: dresses it, and lets its paints through once it is drawn. */
  private async show(contents: WebContents): Promise<void> {
    const { css } = this.parts.order;
    if (css.trim() !== "") await contents.insertCSS(css).catch(() => undefined);
    // A page that keeps its scripts busy is shown as it is.
    const drawn = contents.executeJavaScriptInIsolatedWorld(OUR_WORLD, [{ code: DRAWN }]).catch(() => undefined);
    await Promise.race([drawn, new Promise((late) => setTimeout(late, DRAWING))]);
    if (this.window?.webContents !== contents) return;
    this.shownAt ??= performance.now();
    this.tell("showing", null);
    contents.invalidate();
  }

  private lose(code: ProblemCode, detail: string): void {
    if (this.window === null) return;
    const { name } = this.parts.address;
    if (this.shownAt !== null && performance.now() - this.shownAt > LONGEST_PAUSE) this.pause = FIRST_PAUSE;
    this.end();
    this.parts.report(`web page ${name}: ${detail}`);
    this.tell("lost", { code, subject: name, detail });
    this.retry = setTimeout(() => this.load(), this.pause);
    this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
  }

  /** Ends what there is of the page, and all that waits. */
  private end(): void {
    const { window } = this;
    this.window = null;
    this.shownAt = null;
    this.paints.forget();
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
    // Not from within its own events.
    if (window !== null) setImmediate(() => window.destroy());
  }

  private send({ x, y, width, height }: PaintedArea, image: NativeImage): void {
    const { width: across, height: down } = image.getSize();
    // BGRA, premultiplied. A view, not a copy: at full size each copy costs ms.
    const { buffer, byteOffset, byteLength } = image.crop({ x, y, width, height }).toBitmap();
    const pixels = new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
    this.post({ type: "paint", width: across, height: down, x, y, columns: width, rows: height, pixels });
  }

  private tell(phase: "starting" | "showing" | "lost" | "failed", problem: Problem | null): void {
    this.post({ type: "state", phase, problem });
  }

  private post(report: WebPageReport): void {
    this.parts.frames.postMessage(report);
  }
}
