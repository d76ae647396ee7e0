import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app, type BrowserWindow, type MessagePortMain } from "electron";
import { z } from "zod";
import type { DestinationSecrets } from "../contract/destination";
import type { Settings } from "../contract/settings";
import type { StudioInfo } from "../contract/studio";
import { Broadcast } from "./broadcast";
import { answerCalls, receivePorts } from "./call-handlers";
import { EngineLink } from "./engine-link";
import { startEngineProcess } from "./engine-process";
import { registerPageScheme, servePage } from "./page";
import { SettingsFile } from "./settings-file";
import { notify, openWindow } from "./window";

z.config({ jitless: true });
registerPageScheme();
void app.whenReady().then(run);

async function run(): Promise<void> {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const file = new SettingsFile(app.getPath("userData"));
  let { settings } = await file.load();
  const secrets = new Map<string, DestinationSecrets>();
  const keyFolder = mkdtempSync(join(tmpdir(), "tallylight-"));
  let window: BrowserWindow | null = null;
  const tell: typeof notify extends (w: BrowserWindow, ...rest: infer R) => void ? (...rest: R) => void : never = (name, notice) => {
    if (window !== null) notify(window, name, notice);
  };

  const link = new EngineLink<MessagePortMain>(() => startEngineProcess(say), {
    started: () => {
      void broadcast.engineStarted().then((problems) => {
        for (const problem of problems) tell("problem", problem);
      });
      tell("engine.wantsPorts", undefined);
    },
    died: () => tell("problem", { code: "engine-died" }),
    status: (status) => {
      broadcast.heard(status);
      tell("engine.status", status);
    },
    log: (level, text) => say(`[engine ${level}] ${text}`),
  });
  const broadcast = new Broadcast({
    ask: (command) => link.ask(command),
    settings: () => settings,
    armed: () =>
      settings.destinations
        .filter((destination) => destination.enabled)
        .map((destination) => ({ destination, secrets: secrets.get(destination.id) ?? {} })),
    newRecording: () =>
      Promise.resolve({
        id: `recording-${Date.now()}`,
        file: join(app.getPath("videos"), `Tallylight ${Date.now()}.${settings.recording.container}`),
        container: settings.recording.container,
      }),
    ffmpeg: () => ({
      path: process.env["FFMPEG_BIN"] ?? "/usr/bin/ffmpeg",
      version: "unknown",
      srt: true,
      rtmps: true,
      encoders: ["x264"],
    }),
    keyFolder: () => keyFolder,
  });

  const take = async (next: Settings) => {
    const problem = await broadcast.configure(next);
    if (problem !== null) return problem;
    settings = next;
    await file.save(settings);
    tell("settings.changed", settings);
    return broadcast.destinationsChanged();
  };

  answerCalls(
    {
      "studio.info": (): StudioInfo => ({
        version: app.getVersion(),
        platform: process.platform as StudioInfo["platform"],
        ffmpeg: null,
        secretStorage: "none",
        desktopAudio: { way: "none", deviceLabel: null },
        recordingFolder: settings.recording.folder || app.getPath("videos"),
        notices: [],
        hidden: false,
      }),
      "studio.launchSources": () => ({ picture: null, audio: null }),
      "settings.read": () => settings,
      "settings.write": take,
      "capture.targets": () => [],
      "permissions.read": () => ({ camera: "granted", microphone: "granted", screen: "granted" }),
      "permissions.ask": () => ({ camera: "granted", microphone: "granted", screen: "granted" }),
      "permissions.openSettings": () => undefined,
      "stream.start": () => broadcast.startStream(),
      "stream.stop": () => broadcast.stopStream(),
      "rehearsal.set": (on) => broadcast.rehearse(on),
      "recording.start": () => broadcast.startRecording(),
      "recording.stop": () => broadcast.stopRecording(),
      "recording.chooseFolder": () => null,
      "recording.reveal": () => undefined,
      "destination.save": (request) => {
        const { destination } = request;
        secrets.set(destination.id, { ...secrets.get(destination.id), ...request.secrets });
        const others = settings.destinations;
        const known = others.some(({ id }) => id === destination.id);
        const destinations = known
          ? others.map((other) => (other.id === destination.id ? destination : other))
          : [...others, destination];
        return take({ ...settings, destinations });
      },
      "destination.remove": (id) => {
        secrets.delete(id);
        return take({ ...settings, destinations: settings.destinations.filter((other) => other.id !== id) });
      },
      "destination.retry": (id) => broadcast.retry(id),
      "destination.secretsHeld": (id) => {
        const held = secrets.get(id) ?? {};
        return { streamKey: !!held.streamKey, passphrase: !!held.passphrase, streamId: !!held.streamId };
      },
      "service.openKeyPage": () => undefined,
      "preview.copyLink": () => undefined,
      "log.report": ({ level, text }) => void say(`[page ${level}] ${text}`),
    },
    say,
  );
  receivePorts((ports) => void link.ask({ type: "attach" }, ports));
  servePage(join(__dirname, "../renderer"));
  link.start();
  window = openWindow();
  window.once("ready-to-show", () => window?.show());
  app.on("window-all-closed", () => void link.close().then(() => app.quit()));
}
