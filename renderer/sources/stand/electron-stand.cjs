const { app, BrowserWindow } = require("electron");

/** A window in which a test opens the stand. */
void app.whenReady().then(() => new BrowserWindow({ show: false, webPreferences: { sandbox: true } }).loadURL("about:blank"));
