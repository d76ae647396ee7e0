import { dirname } from "node:path";
import { app, clipboard, dialog, shell } from "electron";
import type { FfmpegAbility } from "../contract/encoder";
import { type Problem, problemOf } from "../contract/problem";
import { serviceList } from "../contract/services";
import type { EngineStatus } from "../contract/status";
import type { SecretStorage, StudioInfo } from "../contract/studio";
import type { Broadcast } from "./broadcast";
import type { CollectionBook } from "./collection-book";
import type { CallHandlers } from "./call-handlers";
import { captureScreens, captureTargets } from "./capture-targets";
import type { DesktopSound } from "./desktop-audio";
import type { Hotkeys } from "./hotkeys";
import type { LaunchOptions } from "./launch-options";
import type { Log } from "./log";
import { askPermission, openPermissionSettings, readPermissions } from "./permissions";
import type { SecretsFile } from "./secrets-file";
import type { SourceFiles } from "./source-files";
import type { SettingsBook } from "./settings-book";
import type { StudioWindow } from "./window";

/** The parts of the studio that the page's calls reach. */
export interface CallParts {
  options: LaunchOptions;
  log: Log;
  book: SettingsBook;
  collections: CollectionBook;
  hotkeys: Hotkeys;
  secrets: SecretsFile;
  secretStorage: () => SecretStorage;
  broadcast: Broadcast;
  window: () => StudioWindow;
  status: () => EngineStatus | null;
  ffmpeg: Promise<FfmpegAbility | Problem>;
  desktopSound: Promise<DesktopSound>;
  recordingFolder: () => string;
  files: SourceFiles;
  /** Puts onto the clipboard what helps to find out what is wrong. */
  diagnostics: () => Promise<void>;
  /** Problems from before the page listened; from the first call on it listens. */
  notices: () => Problem[];
  /** The page has sent all it had to. */
  flushed: () => void;
}

/** What main does for each call of the page. */
export function callHandlers(parts: CallParts): CallHandlers {
  const { book, broadcast, collections, hotkeys, files, log } = parts;
  return {
    "studio.info": async (): Promise<StudioInfo> => {
      const ffmpeg = await parts.ffmpeg;
      return {
        version: app.getVersion(),
        platform: platform(),
        ffmpeg: "code" in ffmpeg ? null : ffmpeg,
        secretStorage: parts.secretStorage(),
        desktopAudio: (await parts.desktopSound).audio,
        recordingFolder: parts.recordingFolder(),
        notices: parts.notices(),
      };
    },
    "studio.launch": () => ({ hidden: parts.options.hidden && !parts.window().window.isVisible() }),
    "settings.read": () => book.now,
    "settings.write": (settings) => told(() => book.write(settings, broadcast)),
    "collection.read": () => collections.now,
    "collection.write": (collection) => told(() => collections.write(collection)),
    "collection.open": (name) => told(() => collections.openNamed(name)),
    "collection.create": (name) => told(() => collections.create(name)),
    "collection.rename": ({ from, to }) => told(() => collections.rename(from, to)),
    "collection.duplicate": ({ from, to }) => told(() => collections.duplicate(from, to)),
    "collection.remove": (name) => told(() => collections.remove(name)),
    "collection.restore": ({ name, open }) => told(() => collections.restore(name, open)),
    "hotkeys.check": (wanted) => hotkeys.check(wanted),
    "hotkeys.pause": (paused) => {
      hotkeys.pause(paused);
    },
    "studio.flushed": () => {
      parts.flushed();
    },
    "capture.targets": () => captureTargets(parts.window().window),
    "capture.screens": captureScreens,
    "permissions.read": readPermissions,
    "permissions.ask": askPermission,
    "permissions.openSettings": async (device) => void (await openPermissionSettings(device)),
    "stream.start": () => broadcast.startStream(),
    "stream.stop": ({ cut }) => broadcast.stopStream(cut),
    "rehearsal.set": (on) => broadcast.rehearse(on),
    "recording.start": () => broadcast.startRecording(),
    "recording.stop": () => broadcast.stopRecording(),
    "recording.pause": (paused) => broadcast.pauseRecording(paused),
    "recording.split": () => broadcast.splitRecording(),
    "replay.save": () => broadcast.saveReplay(),
    "recording.chapter": () => broadcast.markChapter(),
    "recording.chooseFolder": async () => {
      const { filePaths } = await dialog.showOpenDialog(parts.window().window, {
        title: "Recording folder",
        defaultPath: parts.recordingFolder(),
        properties: ["openDirectory", "createDirectory"],
      });
      return filePaths[0] ?? null;
    },
    "recording.reveal": (file) => {
      // Only what we recorded, or where we would: the page cannot point the file manager anywhere else.
      const status = parts.status();
      const ours = status?.replay.file === file || status?.recordings.some((recording) => recording.file === file) === true;
      if (ours || dirname(file) === parts.recordingFolder()) shell.showItemInFolder(file);
    },
    "destination.save": ({ destination, secrets, sessionOnly }) =>
      told(() => book.saveDestination(destination, secrets, sessionOnly, broadcast)),
    "destination.remove": (id) => told(() => book.removeDestination(id, broadcast)),
    "destination.retry": (id) => broadcast.retry(id),
    "destination.secretsHeld": (id) => parts.secrets.held(id),
    "service.openKeyPage": async (address) => {
      if (serviceList.some(({ keyPage }) => keyPage === address)) await shell.openExternal(address);
    },
    "file.read": (path) => files.read(path),
    "file.choose": ({ extensions, several }) => files.choose(extensions, several),
    "file.watch": (path) => {
      files.watch(path);
    },
    "file.unwatch": (path) => {
      files.unwatch(path);
    },
    "preview.copyLink": () => {
      const url = parts.status()?.preview.url;
      if (typeof url === "string") clipboard.writeText(url);
      return undefined;
    },
    "diagnostics.copy": async () => void (await parts.diagnostics()),
    "log.report": ({ level, text }) => void log.say(level, `[page] ${text}`),
  };

  /** What cannot be written to disk is a problem for the person, not a broken call. */
  async function told(work: () => Promise<Problem | null>): Promise<Problem | null> {
    try {
      return await work();
    } catch (thrown) {
      log.say("error", thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
      return problemOf(thrown);
    }
  }
}

function platform(): StudioInfo["platform"] {
  const { platform } = process;
  return platform === "darwin" || platform === "win32" ? platform : "linux";
}
