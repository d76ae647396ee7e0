import { readFileSync } from "node:fs";
import { join } from "node:path";
import { app, BrowserWindow, Menu, screen, session } from "electron";
import writeFileAtomic from "write-file-atomic";
import { NOTICE_CHANNEL, type Notice, type NoticeName } from "../contract/channels";
import { type Lamp, lampWords } from "./lamp";
import { PAGE_ORIGIN } from "./page";
import { FIRST_SIZE, MIN_SIZE, openingBounds, WindowPlace } from "./window-place";

export interface StudioWindowOptions {
  /** Where the place on the screen is remembered. */
  placeFile: string;
  /** Not shown when ready. */
  hidden: boolean;
  /** Asked when the person closes the window: true keeps it from closing. */
  keepOpen: () => boolean;
  /** The page crashed and is being loaded again. */
  crashed: (reason: string) => void;
}

/** A page that crashes again within this time, in ms, is loaded only after a pause as long. */
const CRASH_PAUSE = 5000;

/** The one studio window. */
export class StudioWindow {
  readonly window: BrowserWindow;
  private crashedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: StudioWindowOptions) {
    const place = readPlace(options.placeFile);
    this.window = new BrowserWindow({
      ...FIRST_SIZE,
      ...openingBounds(
        place,
        screen.getAllDisplays().map((display) => display.workArea),
      ),
      minWidth: MIN_SIZE.width,
      minHeight: MIN_SIZE.height,
      show: false,
      title: "Tallylight",
      backgroundColor: "#101114",
      autoHideMenuBar: true,
      webPreferences: {
        preload: join(__dirname, "../preload/preload.js"),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        // The stage and the mixer go on when the window is hidden or covered.
        backgroundThrottling: false,
        // Meters and the preview play without a click first.
        autoplayPolicy: "no-user-gesture-required",
        spellcheck: false,
      },
    });
    if (place?.maximized) this.window.maximize();
    if (place?.maximized && options.hidden) this.window.hide();
    this.listen();
    void this.window.loadURL(`${PAGE_ORIGIN}/`).catch(() => undefined);
  }

  show(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  setTitle(lamp: Lamp): void {
    const words = lampWords[lamp];
    this.window.setTitle(words === null ? "Tallylight" : `${words} – Tallylight`);
  }

  notify<N extends NoticeName>(name: N, notice: Notice<N>): void {
    if (!this.window.isDestroyed()) this.window.webContents.send(NOTICE_CHANNEL, name, notice);
  }

  private listen(): void {
    const { window, options } = this;
    if (!options.hidden) window.once("ready-to-show", () => window.show());
    // The page cannot know by itself: it is never throttled.
    for (const change of ["show", "hide", "minimize", "restore"] as const) {
      window.on(change as "show", () => this.notify("window.shown", window.isVisible() && !window.isMinimized()));
    }
    // The title is ours to set: it says whether we are on air.
    window.on("page-title-updated", (event) => event.preventDefault());
    window.on("close", (event) => {
      if (!options.keepOpen()) return this.remember();
      event.preventDefault();
    });
    window.webContents.on("render-process-gone", (_event, { reason }) => {
      if (reason === "clean-exit") return;
      const again = performance.now() - this.crashedAt < CRASH_PAUSE;
      this.crashedAt = performance.now();
      options.crashed(reason);
      setTimeout(() => void (window.isDestroyed() || window.webContents.reload()), again ? CRASH_PAUSE : 0);
    });
    window.webContents.on("context-menu", (_event, { isEditable, editFlags, selectionText }) => {
      if (!isEditable && selectionText === "") return;
      Menu.buildFromTemplate([
        { role: "cut", visible: isEditable, enabled: editFlags.canCut },
        { role: "copy", enabled: editFlags.canCopy },
        { role: "paste", visible: isEditable, enabled: editFlags.canPaste },
        { role: "selectAll" },
      ]).popup({ window });
    });
  }

  /** Keeps the place on the screen for the next run. */
  remember(): void {
    if (this.window.isDestroyed()) return;
    const place: WindowPlace = { bounds: this.window.getNormalBounds(), maximized: this.window.isMaximized() };
    try {
      writeFileAtomic.sync(this.options.placeFile, JSON.stringify(place));
    } catch {
      // A place that cannot be remembered costs nothing but the place.
    }
  }
}

function readPlace(file: string): WindowPlace | null {
  try {
    return WindowPlace.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/**
 * No contents of this app, now or later, may leave their page, open windows or embed others. Those in other sessions are web
 * pages shown as sources (web-page.ts), which find their own way as in a browser.
 */
export function keepContentsHome(): void {
  app.on("web-contents-created", (_event, contents) => {
    if (contents.session !== session.defaultSession) return;
    contents.on("will-navigate", (event) => event.preventDefault());
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
  });
}
