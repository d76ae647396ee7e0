const process = require("node:process");
const { app, BrowserWindow } = require("electron");

/** A window at an address, the last argument. */
void app.whenReady().then(() => new BrowserWindow({ show: false, webPreferences: { sandbox: true } }).loadURL(process.argv.at(-1)));
