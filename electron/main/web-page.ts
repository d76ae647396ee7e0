import { basename } from "node:path";
import { BrowserWindow, type MessagePortMain, type NativeImage, type Session } from "electron";
import type { FeedOrder } from "../contract/feed";
import type { Problem, ProblemCode } from "../contract/problem";
import { WebPageReply, type WebPageReport } from "../contract/web-page";
import { type PaintedArea, PagePaints } from "./page-paints";

export interface WebPageParts {
  readonly order: Extract<FeedOrder, { to: "web-page" }>;
  /** What is loaded, or why it cannot be. */
  readonly address: string | { code: ProblemCode };
  readonly session: Session;
  readonly frames: MessagePortMain;
  readonly report: (text: string) => void;
}

/** Ms until a page that could not be loaded, or crashed, is tried again; doubles with each failure in a row up to the longest. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
/** A load that another one took the place of. */
const ERR_ABORTED = -3;
const ERR_FILE_NOT_FOUND = -6;

/** One page drawn off screen; its paints go over the port, until that is closed. */
export class WebPage {
  private readonly window: BrowserWindow;
  private readonly paints: PagePaints<NativeImage>;
  private pause = FIRST_PAUSE;
  private retry: NodeJS.Timeout | null = null;
  /** Whether what is painted is the page as it is meant, not one that is being loaded or could not be. */
  private shown = false;
  private shownAt = Number.POSITIVE_INFINITY;
  private closed = false;

  constructor(private readonly parts: WebPageParts) {
    const { order, session, frames } = parts;
    this.window = new BrowserWindow({
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
    this.paints = new PagePaints((area, image) => this.send(area, image));
    frames.on("message", ({ data }) => this.obey(data));
    frames.on("close", () => this.close());
    frames.start();
    this.follow();
    this.load();
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.retry !== null) clearTimeout(this.retry);
    this.parts.frames.close();
    this.window.destroy();
  }

  private obey(said: unknown): void {
    const reply = WebPageReply.safeParse(said);
    if (!reply.success) return;
    if (reply.data === "painted") this.paints.taken();
    else if (this.shown) this.window.webContents.reloadIgnoringCache();
    else this.load();
  }

  private load(): void {
    const { address } = this.parts;
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
    this.hide();
    if (typeof address !== "string") return this.tell("failed", { ...address, subject: this.name() });
    this.tell("starting", null);
    // How it ends is told by the events.
    this.window.webContents.loadURL(address).catch(() => undefined);
  }

  private follow(): void {
    const { webContents } = this.window;
    const { order } = this.parts;
    webContents.setAudioMuted(!order.audible);
    webContents.setFrameRate(order.fps);
    webContents.setWindowOpenHandler(() => ({ action: "deny" }));
    webContents.on("paint", (_event, area, image) => {
      if (this.shown) this.paints.painted(area, image);
    });
    webContents.on("did-start-navigation", ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.hide();
    });
    webContents.on("did-navigate", (_event, _url, status, text) => {
      if (status >= 400) this.lose("page-unreachable", `HTTP ${status} ${text}`.trim());
    });
    webContents.on("dom-ready", () => void this.show());
    webContents.on("did-fail-load", (_event, code, text, _url, isMainFrame) => {
      if (!isMainFrame || code === ERR_ABORTED) return;
      this.lose(code === ERR_FILE_NOT_FOUND ? "file-missing" : "page-unreachable", text);
    });
    webContents.on("render-process-gone", (_event, { reason }) => {
      if (!this.closed) this.lose("page-crashed", reason);
    });
  }

  /** The page has its content: dresses it and lets its paints through. */
  private async show(): Promise<void> {
    // A page that says it could not be had is none, and its paints are not shown.
    if (this.retry !== null) return;
    const { webContents } = this.window;
    const { css } = this.parts.order;
    if (css.trim() !== "") await webContents.insertCSS(css).catch(() => undefined);
    if (this.closed || this.retry !== null) return;
    this.shown = true;
    this.shownAt = performance.now();
    this.tell("showing", null);
    webContents.invalidate();
  }

  private hide(): void {
    this.shown = false;
    this.shownAt = Number.POSITIVE_INFINITY;
    this.paints.forget();
  }

  private lose(code: ProblemCode, detail: string): void {
    if (performance.now() - this.shownAt > LONGEST_PAUSE) this.pause = FIRST_PAUSE;
    this.hide();
    this.parts.report(`web page ${this.name()}: ${detail}`);
    this.tell("lost", { code, subject: this.name(), detail });
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = setTimeout(() => this.load(), this.pause);
    this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
  }

  /** As people know it. Addresses of overlays carry keys in their paths and queries, so only where it lies is told. */
  private name(): string {
    const { page } = this.parts.order;
    return URL.canParse(page) && page.startsWith("http") ? new URL(page).host : basename(page);
  }

  private send({ x, y, width, height }: PaintedArea, image: NativeImage): void {
    const { width: across, height: down } = image.getSize();
    const pixels = image.crop({ x, y, width, height }).toBitmap();
    this.post({ type: "paint", width: across, height: down, x, y, columns: width, rows: height, pixels: new Uint8Array(pixels) });
  }

  private tell(phase: "starting" | "showing" | "lost" | "failed", problem: Problem | null): void {
    this.post({ type: "state", phase, problem });
  }

  private post(report: WebPageReport): void {
    if (!this.closed) this.parts.frames.postMessage(report);
  }
}
