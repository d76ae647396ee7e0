import { join } from "node:path";
import { BrowserWindow } from "electron";
import { NOTICE_CHANNEL, type Notice, type NoticeName } from "../contract/channels";
import { PAGE_ORIGIN } from "./page";

/** The one studio window, hidden until its first paint. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1100,
    minHeight: 700,
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
      spellcheck: false,
    },
  });
  window.webContents.on("will-navigate", (event) => event.preventDefault());
  window.webContents.on("will-attach-webview", (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(() => ({ action: "deny" }));
  void window.loadURL(`${PAGE_ORIGIN}/`);
  return window;
}

/** Tells the page something of the contract's notices. */
export function notify<N extends NoticeName>(window: BrowserWindow, name: N, notice: Notice<N>): void {
  if (!window.isDestroyed()) window.webContents.send(NOTICE_CHANNEL, name, notice);
}
