const process = require("node:process");
const { app, BrowserWindow, desktopCapturer } = require("electron");

/**
 * Opens the stand (address: last argument) in Electron, over a screen that is painted in one colour. The screen's
 * id reaches the page as it does in the product: from main.
 */
app.commandLine.appendSwitch("autoplay-policy", "no-user-gesture-required");
void app.whenReady().then(async () => {
  const wall = new BrowserWindow({ x: 0, y: 0, width: 1280, height: 720, frame: false });
  await wall.loadURL("data:text/html,<body style='background:rgb(191,0,0)'>");
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  const sources = await desktopCapturer.getSources({ types: ["screen"], thumbnailSize: { width: 0, height: 0 } });
  const targets = sources.map(({ id, name }) => ({ kind: "screen", sourceId: id, label: name, thumbnail: "" }));
  await window.loadURL(process.argv.at(-1));
  await window.webContents.executeJavaScript(`stand.facts.targets = ${JSON.stringify(targets)}; undefined`);
});
