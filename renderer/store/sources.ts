import type { Settings } from "../../electron/contract/settings";
import type { AudioSource, MixerChannel, VideoSource } from "../../electron/contract/source";
import type { SettingsSlice } from "./settings";
import { useStudio } from "./studio";

const none: readonly MixerChannel[] = [];

/** The source that fills the picture now: the command line's, or the saved one. */
export function chosenPicture({ settings, launch }: Pick<SettingsSlice, "settings" | "launch">): VideoSource | null {
  return launch.picture ?? settings?.picture ?? null;
}

/** The strips of the mixer now: the command line's, or the saved ones. */
export function chosenChannels({ settings, launch }: Pick<SettingsSlice, "settings" | "launch">): readonly MixerChannel[] {
  return launch.channels ?? settings?.mixer ?? none;
}

export function pickPicture(picture: VideoSource): void {
  const { launch, edit } = useStudio.getState();
  useStudio.setState({ launch: { ...launch, picture: null } });
  edit((settings) => ({ ...settings, picture }));
}

/** Changes the strips; what the command line gave becomes the saved mixer once it is edited. */
function editChannels(change: (channels: readonly MixerChannel[]) => readonly MixerChannel[]): void {
  const state = useStudio.getState();
  const mixer = [...change(chosenChannels(state))];
  useStudio.setState({ launch: { ...state.launch, channels: null } });
  state.edit((settings: Settings) => ({ ...settings, mixer }));
}

export function editChannel(id: string, change: Partial<Pick<MixerChannel, "volume" | "muted" | "name">>): void {
  editChannels((channels) => channels.map((c) => (c.id === id ? { ...c, ...change } : c)));
}

export function addChannel(source: AudioSource): void {
  editChannels((channels) => [...channels, newChannel(source)]);
}

/** A strip for a source: unity gain, the test tone quieter. */
export function newChannel(source: AudioSource): MixerChannel {
  return { id: crypto.randomUUID(), name: audioName(source), source, volume: source.kind === "test" ? -12 : 0, muted: false };
}

/** Takes a strip out and offers to put it back where it was. */
export function removeChannel(id: string): void {
  const channels = chosenChannels(useStudio.getState());
  const at = channels.findIndex((c) => c.id === id);
  const gone = channels[at];
  if (gone === undefined) return;
  editChannels((all) => all.filter((c) => c.id !== id));
  useStudio.getState().toast({
    text: `Removed ${gone.name}`,
    undo: () => {
      editChannels((all) => [...all.slice(0, at), gone, ...all.slice(at)]);
    },
  });
}

export function pictureName(source: VideoSource): string {
  return source.kind === "test" ? "Test pattern" : source.label === "" ? unnamed[source.kind] : source.label;
}

const unnamed = { camera: "Camera", screen: "Screen", window: "Window" } as const;

export function audioName(source: AudioSource): string {
  if (source.kind === "test") return "Test tone";
  if (source.kind === "desktop") return "Desktop sound";
  return source.label === "" ? "Microphone" : source.label;
}

export function samePicture(a: VideoSource | null, b: VideoSource | null): boolean {
  if (a === null || b === null || a.kind !== b.kind) return false;
  if (a.kind === "camera" && b.kind === "camera") return a.deviceId === b.deviceId;
  if ((a.kind === "screen" || a.kind === "window") && a.kind === b.kind) return a.sourceId === b.sourceId;
  return a.kind === "test";
}
