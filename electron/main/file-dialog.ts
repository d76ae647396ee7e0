import { type BrowserWindow, dialog } from "electron";

/** Asks for files with one of the extensions (without dots; none for every file). None when the person thinks better of it. */
export async function chooseFiles(over: BrowserWindow, extensions: readonly string[], several: boolean): Promise<string[]> {
  const { filePaths } = await dialog.showOpenDialog(over, {
    properties: several ? ["openFile", "multiSelections"] : ["openFile"],
    filters: extensions.length === 0 ? [] : [{ name: extensions.map((one) => `.${one}`).join(" "), extensions: [...extensions] }],
  });
  return filePaths;
}
