import { app, Menu, type MenuItemConstructorOptions, shell } from "electron";

/** The application menu: standard roles, and the way to the log and to what is known of this run. */
export function setMenu(logFile: string, copyDiagnostics: () => void): void {
  const mac: MenuItemConstructorOptions[] = process.platform === "darwin" ? [{ role: "appMenu" }] : [];
  const file: MenuItemConstructorOptions = { label: "&File", submenu: [{ role: process.platform === "darwin" ? "close" : "quit" }] };
  const view: MenuItemConstructorOptions = {
    label: "&View",
    submenu: [
      { role: "resetZoom" },
      { role: "zoomIn" },
      { role: "zoomOut" },
      { type: "separator" },
      { role: "togglefullscreen" },
      { type: "separator" },
      { role: "reload" },
      { role: "toggleDevTools" },
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: "help",
    submenu: [
      { label: "Copy diagnostics", click: copyDiagnostics },
      { label: "Show the log file", click: () => shell.showItemInFolder(logFile) },
      { label: `Tallylight ${app.getVersion()}`, enabled: false },
    ],
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate([...mac, file, { role: "editMenu" }, view, { role: "windowMenu" }, help]));
}
