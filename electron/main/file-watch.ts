import { existsSync, type FSWatcher, watch } from "node:fs";
import { basename, dirname, relative, sep } from "node:path";

/**
 * Says whenever a file is written, replaced, made or removed, once for all that happened in one turn of the event loop. Watches its
 * folder, so that a file that is written aside and renamed stays watched; while the folder is missing, the nearest one
 * above it. Returns what ends it.
 */
export function watchFile(path: string, changed: () => void): () => void {
  let watcher: FSWatcher | null = null;
  let folder = "";
  let told = false;
  let ended = false;

  const tell = (): void => {
    if (told) return;
    told = true;
    setImmediate(() => {
      told = false;
      if (!ended) changed();
    });
  };

  const arm = (): void => {
    watcher?.close();
    watcher = null;
    folder = nearestFolder(path);
    // The step from there towards the file: the file itself, or the folder that has to come first.
    const [step] = relative(folder, path).split(sep);
    try {
      watcher = watch(folder, { persistent: false }, (event, name) => {
        if (name !== null && name !== step && name !== basename(folder)) return;
        // Folders on the way came or went, this one may be another by now.
        if (event === "rename" && (folder !== dirname(path) || name === basename(folder))) arm();
        tell();
      });
      watcher.on("error", () => {
        if (!ended && !existsSync(folder)) {
          arm();
          tell();
        }
      });
      // Made between looking and watching.
      if (nearestFolder(path) !== folder) arm();
    } catch {
      // It vanished this moment, or the system watches no more: what is shown then stays as it is.
    }
  };

  arm();
  return () => {
    ended = true;
    watcher?.close();
  };
}

function nearestFolder(path: string): string {
  let folder = dirname(path);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
