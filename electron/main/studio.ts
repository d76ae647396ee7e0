import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { app, dialog, type MessagePortMain, powerMonitor, session } from "electron";
import type { Notice, NoticeName } from "../contract/channels";
import type { OpenCollection } from "../contract/collection";
import type { StudioCommand } from "../contract/hotkey";
import type { Problem } from "../contract/problem";
import type { EngineStatus } from "../contract/status";
import { Broadcast } from "./broadcast";
import { answerCalls, receiveFeeds, receivePorts } from "./call-handlers";
import { callHandlers } from "./calls";
import { CollectionBook } from "./collection-book";
import { CollectionFolder } from "./collection-folder";
import { startingCollection } from "./collection-start";
import { openDesktopSound } from "./desktop-audio";
import { copyDiagnostics } from "./diagnostics";
import { EngineLink } from "./engine-link";
import { startEngineProcess } from "./engine-process";
import { readFfmpeg } from "./ffmpeg";
import { chooseFiles } from "./file-dialog";
import { emptyKeyFolder, removeKeyFolder } from "./key-folder";
import { actOnHotkey } from "./hotkey-action";
import { systemHotkeys } from "./hotkey-system";
import type { Hotkeys } from "./hotkeys";
import { type Lamp, lampOf, lampWords } from "./lamp";
import { type LaunchOptions, startsSomething } from "./launch-options";
import { launchDestinations, LaunchRun } from "./launch-run";
import type { Log } from "./log";
import { orderMedia } from "./media-order";
import { Leaving } from "./leaving";
import { setMenu } from "./menu";
import { servePage } from "./page";
import { OwnLoad } from "./own-load";
import { PageSources } from "./page-sources";
import { memoryPageFiles, removePageFiles } from "./page-files";
import { guardPermissions } from "./permissions";
import { Problems } from "./problems";
import { RecordingDisk } from "./recording-disk";
import { newRecordingFile } from "./recording-file";
import { RecordingsUnderWay } from "./recording-journal";
import { recordingOrder } from "./recording-order";
import type { Redactor } from "./redact";
import { redactStatus } from "./redact-status";
import { SecretsFile, type Vault } from "./secrets-file";
import { SettingsBook } from "./settings-book";
import { type LoadedSettings, SettingsFile } from "./settings-file";
import { holds, SourceFiles } from "./source-files";
import { happened } from "./status-history";
import type { StatusLines } from "./status-lines";
import { StayAwake } from "./stay-awake";
import { icon, StudioTray } from "./tray";
import { systemVault } from "./vault";
import { StudioWindow } from "./window";

export interface StudioParts {
  options: LaunchOptions;
  /** Problems the command line brought with it. */
  warnings: Problem[];
  log: Log;
  redactor: Redactor;
  statusLines: StatusLines | null;
}

/** How long the window may take to say what it has not sent yet, in ms. */
const FLUSH_DEADLINE = 1000;

/** What lay on disk, and where it goes. */
interface OpenedFiles {
  file: SettingsFile;
  loaded: LoadedSettings;
  folder: CollectionFolder;
  /** What the run begins with. */
  collection: OpenCollection;
  underWay: RecordingsUnderWay;
}

/** What the page's calls reach beside the studio itself. */
interface ServedParts {
  secrets: SecretsFile;
  vault: () => Vault;
  ffmpeg: ReturnType<typeof readFfmpeg>;
  diagnostics: () => Promise<void>;
}

/** The running app: opens everything, connects it, and takes it down in order. */
export class Studio {
  private readonly window: StudioWindow;
  private tray: StudioTray | null = null;
  private readonly link: EngineLink<MessagePortMain>;
  private readonly broadcast: Broadcast;
  private readonly book: SettingsBook;
  private readonly collections: CollectionBook;
  private readonly hotkeys: Hotkeys;
  private readonly run: LaunchRun;
  private readonly keyFolder: string;
  private readonly desktopSound: ReturnType<typeof openDesktopSound>;
  private readonly files: SourceFiles;
  private readonly underWay: RecordingsUnderWay;
  private readonly disk = new RecordingDisk(() => {
    const { folder } = this.book.now.recording;
    return folder === "" ? [app.getPath("videos"), app.getPath("home")] : [folder];
  });

  private status: EngineStatus | null = null;
  private readonly ownLoad = new OwnLoad();
  private engineDied = false;
  private lamp: Lamp = "off";
  private readonly awake = new StayAwake();
  private readonly problems: Problems;
  private flushed = (): void => undefined;
  private readonly leaving: Leaving;
  private ending: Promise<void> | null = null;

  static async open(parts: StudioParts): Promise<Studio> {
    const userData = app.getPath("userData");
    const file = new SettingsFile(userData);
    let vault: Vault | undefined;
    const openVault = () => (vault ??= systemVault());
    const secrets = new SecretsFile(
      userData,
      openVault,
      (found) => parts.redactor.learn(found),
      (text) => parts.log.say("warn", text),
    );
    const ffmpeg = readFfmpeg();
    const underWay = new RecordingsUnderWay(userData, (text) => parts.log.say("warn", text));
    const [loaded] = await Promise.all([file.load(), secrets.load(), underWay.load(), app.whenReady()]);
    const folder = new CollectionFolder(userData);
    const collection = await startingCollection(folder, {
      options: parts.options,
      former: loaded.former,
      saved: loaded.settings,
      tell: (problem) => parts.warnings.push(problem),
    });
    return new Studio(parts, userData, { file, loaded, folder, collection, underWay }, secrets, openVault, ffmpeg);
  }

  private constructor(
    private readonly parts: StudioParts,
    userData: string,
    { file, loaded, folder, collection, underWay }: OpenedFiles,
    secrets: SecretsFile,
    vault: () => Vault,
    ffmpeg: ReturnType<typeof readFfmpeg>,
  ) {
    const { options, log, redactor } = parts;
    this.problems = new Problems({
      log,
      redactor,
      terminal: startsSomething(options) || options.hidden,
      page: (problem) => this.tell("problem", problem),
    });
    this.underWay = underWay;
    this.keyFolder = emptyKeyFolder(userData);
    const pageFiles = memoryPageFiles(userData);
    this.desktopSound = openDesktopSound((text) => log.say("warn", text));
    this.book = new SettingsBook(file, secrets, loaded.settings, options.overrides, (settings) => {
      this.tell("settings.changed", settings);
      this.setHotkeys();
      void this.broadcast.tracksChanged();
    });
    const tell = (problem: Problem) => this.problems.tell(problem);
    const collectionParts = {
      folder,
      canvas: () => this.book.now.video,
      changed: (open: OpenCollection) => this.tell("collection.changed", open),
      edited: () => {
        this.setHotkeys();
        void this.broadcast.tracksChanged();
      },
      opened: (name: string) => this.book.opened(name),
      tell,
    };
    this.collections = new CollectionBook(collectionParts, collection);
    const command = (what: StudioCommand) => this.tell("studio.command", what);
    const confirmed = () => this.leaving.toStop();
    this.hotkeys = systemHotkeys({
      act: (action) => void actOnHotkey(action, { broadcast: this.broadcast, command, confirmed, tell }),
      command,
      open: () => this.collections.now.collection,
    });
    this.files = new SourceFiles({
      stands: (path) => holds(this.collections.now.collection, path),
      choose: (extensions, several) => chooseFiles(this.window.window, extensions, several),
      changed: (path) => this.tell("file.changed", path),
    });
    this.link = this.openEngine();
    this.broadcast = new Broadcast({
      ask: (command) => this.link.ask(command),
      settings: () => this.book.now,
      channels: () => this.collections.now.collection.channels,
      armed: () => [...this.book.armed(), ...launchDestinations(options)],
      newRecording: (what) => this.newRecording(what),
      ffmpeg: () => ffmpeg,
      keyFolder: this.keyFolder,
      pageFiles,
    });
    this.leaving = new Leaving({
      broadcast: this.broadcast,
      quit: () => void this.quit(),
      ask: async ({ message, detail, buttons }) => {
        const labels = buttons.map(({ label }) => label);
        const box = { type: "warning" as const, message, detail, buttons: labels, defaultId: 0, cancelId: 0 };
        return (await dialog.showMessageBox(this.window.window, box)).response;
      },
    });
    this.run = new LaunchRun(options, this.broadcast, tell, () => void this.quit());

    for (const problem of parts.warnings) tell(problem);
    if (loaded.problem !== null) tell(loaded.problem);
    void ffmpeg.then((answer) => {
      if ("code" in answer) tell(answer);
      else log.say("info", `ffmpeg ${answer.version} at ${answer.path}: ${answer.encoders.join(", ")}`);
    });

    // The engine first: its process starts while the window is being made.
    this.link.start();
    const diagnostics = () =>
      copyDiagnostics({ log, redactor, ffmpeg, settings: () => this.book.now, status: () => this.status });
    this.servePage({ secrets, vault, ffmpeg, diagnostics });
    this.window = this.openWindow(userData);
    setMenu(log.file, () => void diagnostics());
    this.setHotkeys();
    // The tray can wait; the first picture cannot.
    this.window.window.webContents.once("did-finish-load", () => this.openTray());
    powerMonitor.on("shutdown", () => void this.quit());
    if (startsSomething(options)) void this.run.start(this.book.armed());
  }

  show(): void {
    this.window.show();
  }

  /** Quits, after asking when that would end a broadcast. */
  async askToQuit(): Promise<void> {
    if (this.ending === null) await this.leaving.toQuit();
  }

  /** Finalises everything (at most 5 s) and exits with the code the command line's outputs earned. */
  quit(): Promise<void> {
    this.ending ??= this.end();
    return this.ending;
  }

  /** Something broke that nobody expected; what runs goes on. */
  unexpected(what: string, thrown: unknown): void {
    this.parts.log.say("error", `${what}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
    this.problems.tell({ code: "internal" });
  }

  private async end(): Promise<void> {
    const { log, statusLines } = this.parts;
    this.run.close();
    this.hotkeys.close();
    this.window.remember();
    await Promise.all([this.link.close(), this.lastEdits().then(() => this.collections.settled())]);
    await this.underWay.settled();
    const { code, failed } = this.run.exitCode();
    for (const name of failed) this.problems.print(`output failed: ${name}`);
    await Promise.all([statusLines?.end(), this.desktopSound.then((sound) => sound.close())]);
    removeKeyFolder(this.keyFolder);
    removePageFiles(app.getPath("userData"));
    log.say("info", `quit with exit code ${code}`);
    this.tray?.close();
    app.exit(code);
  }

  /** What the window has not sent yet, unless it hangs. */
  private async lastEdits(): Promise<void> {
    if (!this.problems.pageListens) return;
    await new Promise<void>((resolve) => {
      this.flushed = resolve;
      setTimeout(resolve, FLUSH_DEADLINE);
      this.tell("studio.quitting", undefined);
    });
  }

  private setHotkeys(): void {
    for (const { keys, trouble } of this.hotkeys.set(this.book.now.hotkeys)) {
      if (trouble === "taken") this.problems.tell({ code: "hotkey-taken", subject: keys });
    }
  }

  private openEngine(): EngineLink<MessagePortMain> {
    const { log } = this.parts;
    return new EngineLink<MessagePortMain>(() => startEngineProcess((line) => log.say("warn", `[engine] ${line}`)), {
      started: () => {
        const unfinished = this.underWay.engineStarted();
        void this.broadcast.engineStarted().then((problems) => {
          // That it died meanwhile is told by its death.
          for (const problem of problems) if (problem.code !== "engine-died") this.problems.tell(problem);
          if (unfinished.length > 0) void this.link.ask({ type: "finishRecordings", files: unfinished });
        });
        if (!this.engineDied) for (const file of unfinished) if (existsSync(file)) this.problems.tell({ code: "recording-found", subject: basename(file) });
        // The page brings its first ports by itself.
        if (this.engineDied) this.tell("engine.wantsPorts", undefined);
      },
      died: (code) => {
        this.engineDied = true;
        log.say("error", `engine died with code ${code}`);
        this.problems.tell({ code: "engine-died" });
      },
      status: (status) => this.heard(redactStatus(status, this.parts.redactor)),
      log: (level, text) => log.say(level, `[engine] ${text}`),
    });
  }

  private servePage({ secrets, vault, ffmpeg, diagnostics }: ServedParts): void {
    const { options, log } = this.parts;
    guardPermissions(session.defaultSession);
    servePage(join(__dirname, "../renderer"));
    receivePorts((ports) => void this.link.ask({ type: "attach" }, ports));
    const pages = new PageSources(
      (path) => this.files.allowed(path),
      (text) => log.say("warn", text),
    );
    receiveFeeds({
      "web-page": (order, [frames]) => {
        if (frames !== undefined) pages.open(order, frames);
      },
      media: (order, ports) =>
        void orderMedia(order, ports, {
          allowed: (path) => this.files.allowed(path),
          ffmpeg,
          ask: (command, given) => this.link.ask(command, given),
        }),
    });
    const handlers = callHandlers({
      options,
      log,
      book: this.book,
      collections: this.collections,
      hotkeys: this.hotkeys,
      secrets,
      secretStorage: () => vault().kind,
      broadcast: this.broadcast,
      window: () => this.window,
      status: () => this.status,
      ffmpeg,
      diagnostics,
      desktopSound: this.desktopSound,
      recordingFolder: () => this.recordingFolder(),
      files: this.files,
      notices: () => this.problems.pageBegins(),
      flushed: () => this.flushed(),
    });
    answerCalls(handlers, (text) => log.say("error", text));
  }

  private openWindow(userData: string): StudioWindow {
    const studioWindow = new StudioWindow({
      placeFile: join(userData, "window.json"),
      hidden: this.parts.options.hidden,
      keepOpen: () => {
        if (this.ending !== null) return false;
        if (this.book.now.minimizeToTray && this.tray !== null) this.window.window.hide();
        else void this.askToQuit();
        return true;
      },
      crashed: (reason) => {
        this.parts.log.say("error", `window gone: ${reason}`);
        this.problems.pageEnds();
        this.problems.tell({ code: "window-crashed" });
      },
    });
    studioWindow.window.webContents.on("did-start-loading", () => {
      this.files.unwatchAll();
      this.problems.pageEnds();
      // Whoever was setting a hotkey is gone.
      this.hotkeys.pause(false);
    });
    return studioWindow;
  }

  private openTray(): void {
    if (this.tray !== null) return;
    this.tray = new StudioTray({
      show: () => this.show(),
      quit: () => void this.askToQuit(),
      stop: () => void this.leaving.toStop().then((sure) => (sure ? this.broadcast.stopStream() : null)),
    });
    this.tray.setLamp(this.lamp);
  }

  private heard(engine: EngineStatus): void {
    // The engine knows the processes it started, main those of Electron and where the next recording would go.
    const status = { ...engine, health: { cpu: engine.health.cpu + this.ownLoad.measure(), diskFree: this.disk.free(engine) } };
    for (const { level, text } of happened(this.status, status)) this.parts.log.say(level, text);
    this.status = status;
    this.broadcast.heard(status);
    this.underWay.heard(status);
    this.run.heard(status);
    this.leaving.heard(status);
    this.parts.statusLines?.heard(status);
    this.tell("engine.status", status);
    this.setLamp(lampOf(status));
    this.awake.need(status.encoder.phase !== "off");
    const low = this.disk.low(status);
    if (low !== null) this.problems.tell(low);
  }

  private setLamp(lamp: Lamp): void {
    if (lamp === this.lamp) return;
    this.lamp = lamp;
    const onAir = lamp === "onAir";
    this.window.setTitle(lamp);
    this.tray?.setLamp(lamp);
    if (process.platform === "darwin") app.dock?.setBadge(onAir ? "●" : "");
    if (process.platform === "win32") this.window.window.setOverlayIcon(onAir ? icon(true) : null, lampWords[lamp] ?? "");
  }

  private recordingFolder(): string {
    return this.book.now.recording.folder || app.getPath("videos");
  }

  private async newRecording(what?: "replay") {
    const { recording, video } = this.book.now;
    const pattern = what === "replay" ? `Replay ${recording.pattern}` : recording.pattern;
    const made = await newRecordingFile({ ...recording, pattern }, this.recordingFolder(), video, new Date());
    return "code" in made ? made : recordingOrder(recording, made.file);
  }

  private tell<N extends NoticeName>(name: N, notice: Notice<N>): void {
    this.window.notify(name, notice);
  }
}
