import { shallow } from "zustand/shallow";
import { PORTS_TAG } from "../../electron/contract/channels";
import type { VideoFormat } from "../../electron/contract/video";
import type { watchDevices } from "../capture/devices";
import type { Mixer } from "../mixer/mixer";
import type { Stage } from "../stage/stage";
import { call } from "./bridge";
import { commitRemovals, readSecretsHeld } from "./destinations";
import { setCanvas } from "./edits/canvas";
import { publishLevels } from "./levels";
import { announceReplays } from "./replay";
import { feedStage } from "./staging";
import { useStudio } from "./studio";
import { obey } from "./switching";
import { heardChannels, listenForTalk } from "./talking";

/** What captures, composes and mixes behind the window. */
export interface Backstage {
  readonly stage: Stage;
  readonly mixer: Mixer;
  readonly watchDevices: typeof watchDevices;
}

/**
 * Joins the store with main, the engine, the stage and the mixer. Truth flows in by notices, the open collection flows
 * out to stage and mixer. Resolves when the window knows all it shows; rejects when main does not answer.
 */
export async function wire(backstage: Backstage): Promise<void> {
  sendPorts(backstage);
  listen(backstage);

  // First what fills the picture: a stream may be waiting for it.
  const [settings, open, launch] = await Promise.all([
    call("settings.read", undefined),
    call("collection.read", undefined),
    call("studio.launch", undefined),
  ]);
  useStudio.getState().takeCollection(open);
  const prepared = settings.studioMode ? open.collection.program : null;
  useStudio.setState(({ shown }) => ({ settings, prepared, shown: shown ?? !launch.hidden }));
  feed(backstage, settings.video);

  const [info, permissions] = await Promise.all([call("studio.info", undefined), call("permissions.read", undefined)]);
  useStudio.setState({ info, permissions });
  info.notices.forEach(useStudio.getState().notify);
  await readSecretsHeld();
}

/** Takes in what main, the engine and the capture tell. */
function listen(backstage: Backstage): void {
  const { stage, mixer, watchDevices: watch } = backstage;
  const { takeStatus, takeSettings, takeCollection, notify } = useStudio.getState();
  const { on } = window.tallylight;
  on("engine.status", takeStatus);
  on("settings.changed", takeSettings);
  on("collection.changed", takeCollection);
  on("studio.command", obey);
  on("studio.quitting", () => {
    void flush().then(() => call("studio.flushed", undefined));
  });
  on("problem", notify);
  on("window.shown", (shown) => {
    useStudio.setState({ shown });
  });
  on("engine.wantsPorts", () => {
    sendPorts(backstage);
  });
  stage.onSources((sources) => {
    useStudio.setState({ sources });
  });
  stage.onProgram((onProgram) => {
    useStudio.setState({ onProgram });
  });
  mixer.onState((channels) => {
    useStudio.setState({ channels: new Map(channels) });
  });
  mixer.onMonitor((monitorProblem) => {
    useStudio.setState({ monitorProblem });
  });
  useStudio.subscribe((state) => state.loudnessFrom, mixer.resetLoudness);
  watch(({ cameras, microphones }) => {
    useStudio.setState({ cameras, microphones });
  });
  listenToLevels(mixer);
  listenForTalk();
  announceReplays();
  window.addEventListener("pagehide", () => {
    commitRemovals();
    void flush();
  });
}

/** Resolves when main has all that was edited. */
async function flush(): Promise<void> {
  const { flushEdits, flushCollection } = useStudio.getState();
  await Promise.all([flushEdits(), flushCollection()]);
}

/** Levels are for eyes only. */
function listenToLevels(mixer: Mixer): void {
  let stop: (() => void) | null = null;
  useStudio.subscribe(
    (state) => state.shown !== false,
    (shown) => {
      stop?.();
      stop = shown ? mixer.onLevels(publishLevels) : null;
    },
    { fireImmediately: true },
  );
}

/** Keeps stage and mixer at the open collection. */
function feed({ stage, mixer }: Backstage, video: VideoFormat): void {
  stage.setFormat(video);
  useStudio.subscribe(
    (state) => state.settings?.video,
    (format, before) => {
      if (format === undefined) return;
      stage.setFormat(format);
      // Another size of the same shape shows the same canvas; one of another shape would leave bars that nothing could fill.
      if (before !== undefined && format.width * before.height !== before.width * format.height) useStudio.getState().edit(setCanvas(format));
    },
  );
  feedStage(stage);
  useStudio.subscribe(heardChannels, mixer.setChannels, { fireImmediately: true });
  useStudio.subscribe(
    ({ settings, collection }) => (settings?.recording.tracks === "channels" ? (collection?.channels ?? []) : []).map(({ id }) => id),
    mixer.setTracks,
    { fireImmediately: true, equalityFn: shallow },
  );
  stage.onSound(mixer.connectSource);
  stage.onActive(mixer.setActive);
  useStudio.subscribe(
    (state) => state.settings?.monitorDevice,
    (device) => {
      if (device !== undefined) mixer.setMonitor(device);
    },
    { fireImmediately: true, equalityFn: (a, b) => a?.deviceId === b?.deviceId && a?.label === b?.label },
  );
}

/** Two fresh wires from stage and mixer to the engine; the far ends travel through preload and main. */
function sendPorts({ stage, mixer }: Backstage): void {
  const picture = new MessageChannel();
  const sound = new MessageChannel();
  stage.connectEngine(picture.port1);
  mixer.connectEngine(sound.port1);
  window.postMessage(PORTS_TAG, location.origin, [picture.port2, sound.port2]);
}
