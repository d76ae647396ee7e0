import type { Transition } from "../../electron/contract/scene";
import type { StudioCommand } from "../../electron/contract/hotkey";
import { channelOf, setChannel } from "./edits/channels";
import { sceneOf } from "./edits/scenes";
import { transitionTo } from "./edits/transitions";
import { BAR_HALFWAY } from "./program";
import { useStudio } from "./studio";
import { talkedAnywhere } from "./talking";

/** A scene was picked: in studio mode it is prepared, else it comes on. */
export function pickScene(scene: string): void {
  const { prepared, collection } = useStudio.getState();
  if (collection === null || sceneOf(collection, scene) === undefined) return;
  if (prepared === null) takeScene(scene);
  else if (scene !== prepared) useStudio.setState({ prepared: scene, selection: [] });
}

/** Brings a scene on the program: by the given transition, its own, or the collection's. */
export function takeScene(scene: string, transition?: Transition): void {
  const { collection, setProgram, prepared, selection } = useStudio.getState();
  if (collection === null || scene === collection.program || sceneOf(collection, scene) === undefined) return;
  const taking = { scene, transition: transition ?? transitionTo(collection, scene) };
  useStudio.setState({ taking, bar: null, selection: prepared === null ? [] : selection });
  setProgram(scene);
}

/** Studio mode: brings the prepared scene on, and prepares the one whose place it takes. */
export function take(transition?: Transition): void {
  const { prepared, collection } = useStudio.getState();
  if (prepared === null || collection === null || prepared === collection.program) return;
  takeScene(prepared, transition);
  useStudio.setState({ prepared: collection.program, selection: [] });
}

/** The T-bar is held at this position, 0…1, from the program to the prepared scene; at its end the scene has come on. */
export function holdBar(position: number): void {
  const { prepared, collection } = useStudio.getState();
  if (prepared === null || collection === null || prepared === collection.program) return;
  useStudio.setState({ bar: Math.max(0, Math.min(1, position)) });
}

/** The T-bar was let go: from the middle on the scene comes on, before it all is as it was. */
export function releaseBar(): void {
  const { bar, prepared, collection, setProgram } = useStudio.getState();
  useStudio.setState({ bar: null });
  if (bar === null || bar < BAR_HALFWAY || prepared === null || collection === null) return;
  // The stage has brought it on by itself: see Stage.setBar.
  setProgram(prepared);
  useStudio.setState({ prepared: collection.program, selection: [] });
}

/** Switches studio mode; what is on the program is prepared first. */
export function setStudioMode(studioMode: boolean): void {
  const { collection, editSettings } = useStudio.getState();
  editSettings((settings) => ({ ...settings, studioMode }));
  useStudio.setState({ prepared: studioMode ? (collection?.program ?? null) : null, bar: null, selection: [] });
}

/** What a hotkey asks for, pressed anywhere on the desktop. */
export function obey(command: StudioCommand): void {
  const { collection, edit } = useStudio.getState();
  switch (command.do) {
    case "scene":
      pickScene(command.scene);
      break;
    case "transition":
      take();
      break;
    case "talk":
      talkedAnywhere(command.channel, command.held);
      break;
    case "mute": {
      const channel = collection === null ? undefined : channelOf(collection, command.channel);
      if (channel !== undefined) edit(setChannel(channel.id, { muted: !channel.muted }));
    }
  }
}
