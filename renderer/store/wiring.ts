import { PORTS_TAG } from "../../electron/contract/channels";
import type { VideoFormat } from "../../electron/contract/video";
import type { watchDevices } from "../capture/devices";
import type { Mixer } from "../mixer/mixer";
import type { Stage } from "../stage/stage";
import { call } from "./bridge";
import { commitRemovals, readSecretsHeld } from "./destinations";
import { publishLevels } from "./levels";
import { chosenChannels, chosenPicture, newChannel } from "./sources";
import { useStudio } from "./studio";

/** Settings come from main as fresh objects: what says the same is the same, or a camera would be reopened for nothing. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** What captures, composes and mixes behind the window. */
export interface Backstage {
  readonly stage: Stage;
  readonly mixer: Mixer;
  readonly watchDevices: typeof watchDevices;
}

/**
 * Joins the store with main, the engine, the stage and the mixer. Truth flows in by notices, the chosen sources flow
 * out to stage and mixer. Resolves when the window knows all it shows; rejects when main does not answer.
 */
export async function wire(backstage: Backstage): Promise<void> {
  sendPorts(backstage);
  listen(backstage);

  // First what fills the picture: a stream may be waiting for it.
  const [settings, launch] = await Promise.all([call("settings.read", undefined), call("studio.launch", undefined)]);
  useStudio.setState(({ shown }) => ({ settings, shown: shown ?? !launch.hidden, launch: { picture: launch.picture, channels: launch.audio?.map(newChannel) ?? null } }));
  feed(backstage, settings.video);

  const [info, permissions] = await Promise.all([call("studio.info", undefined), call("permissions.read", undefined)]);
  useStudio.setState({ info, permissions });
  info.notices.forEach(useStudio.getState().notify);
  await readSecretsHeld();
}

/** Takes in what main, the engine and the capture tell. */
function listen(backstage: Backstage): void {
  const { stage, mixer, watchDevices: watch } = backstage;
  const { takeStatus, takeSettings, notify } = useStudio.getState();
  const { on } = window.tallylight;
  on("engine.status", takeStatus);
  on("settings.changed", takeSettings);
  on("problem", notify);
  on("window.shown", (shown) => {
    useStudio.setState({ shown });
  });
  on("engine.wantsPorts", () => {
    sendPorts(backstage);
  });
  stage.onState((picture) => {
    useStudio.setState({ picture });
  });
  mixer.onState((channels) => {
    useStudio.setState({ channels: new Map(channels) });
  });
  watch(({ cameras, microphones }) => {
    useStudio.setState({ cameras, microphones });
  });
  listenToLevels(mixer);
  window.addEventListener("pagehide", () => {
    commitRemovals();
    void useStudio.getState().flushEdits();
  });
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

/** Keeps stage and mixer at what is chosen. */
function feed({ stage, mixer }: Backstage, video: VideoFormat): void {
  stage.setFormat(video);
  useStudio.subscribe(
    (state) => state.settings?.video,
    (format) => {
      if (format !== undefined) stage.setFormat(format);
    },
  );
  useStudio.subscribe(
    chosenPicture,
    (picture) => {
      if (picture !== null) stage.setPicture(picture);
    },
    { fireImmediately: true, equalityFn: same },
  );
  useStudio.subscribe(
    chosenChannels,
    (channels) => {
      mixer.setChannels([...channels]);
    },
    { fireImmediately: true, equalityFn: same },
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
