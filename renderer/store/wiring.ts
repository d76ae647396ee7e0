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
 * out to stage and mixer. Resolves when the window knows what it shows; rejects when main does not answer.
 */
export async function wire(backstage: Backstage): Promise<void> {
  const { stage, mixer } = backstage;
  const { takeStatus, takeSettings, notify } = useStudio.getState();
  const { on } = window.tallylight;
  on("engine.status", takeStatus);
  on("settings.changed", takeSettings);
  on("problem", notify);
  on("engine.wantsPorts", () => {
    sendPorts(backstage);
  });
  stage.onState((picture) => {
    useStudio.setState({ picture });
  });
  mixer.onState((channels) => {
    useStudio.setState({ channels: new Map(channels) });
  });
  mixer.onLevels(publishLevels);

  const [info, settings, launch, permissions] = await Promise.all([
    call("studio.info", undefined),
    call("settings.read", undefined),
    call("studio.launchSources", undefined),
    call("permissions.read", undefined),
  ]);
  useStudio.setState({
    info,
    settings,
    permissions,
    launch: { picture: launch.picture, channels: launch.audio?.map(newChannel) ?? null },
  });
  info.notices.forEach(notify);

  feed(backstage, settings.video);
  sendPorts(backstage);
  backstage.watchDevices((found) => {
    useStudio.setState({ cameras: found.cameras, microphones: found.microphones });
  });
  void readSecretsHeld();
  window.addEventListener("pagehide", () => {
    commitRemovals();
    void useStudio.getState().flushEdits();
  });
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
