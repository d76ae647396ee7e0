import type { HotkeyAction, StudioCommand } from "../contract/hotkey";
import type { Problem } from "../contract/problem";
import type { Broadcast } from "./broadcast";

/** Whom hotkeys reach. */
export interface HotkeyDesk {
  broadcast: Pick<Broadcast, "onAir" | "recording" | "startStream" | "stopStream" | "startRecording" | "stopRecording"> &
    Pick<Broadcast, "recordingPaused" | "pauseRecording" | "splitRecording" | "markChapter" | "saveReplay">;
  /** The window, where scenes and sounds are. */
  command: (command: StudioCommand) => void;
  /** Asks whether the stream is to end. */
  confirmed: () => Promise<boolean>;
  tell: (problem: Problem) => void;
}

/** Does what a hotkey is for. A stream is never ended by a key alone. */
export async function actOnHotkey(action: HotkeyAction, { broadcast, command, confirmed, tell }: HotkeyDesk): Promise<void> {
  let problem: Problem | null = null;
  switch (action.do) {
    case "scene":
    case "transition":
    case "mute":
      command(action);
      break;
    case "stream":
      if (!broadcast.onAir) problem = await broadcast.startStream();
      else if (await confirmed()) problem = await broadcast.stopStream();
      break;
    case "record":
      problem = await (broadcast.recording ? broadcast.stopRecording() : broadcast.startRecording());
      break;
    case "pause-recording":
      if (broadcast.recording) problem = await broadcast.pauseRecording(!broadcast.recordingPaused);
      break;
    case "split-recording":
      if (broadcast.recording) problem = await broadcast.splitRecording();
      break;
    case "mark-chapter":
      if (broadcast.recording) problem = await broadcast.markChapter();
      break;
    case "replay":
      problem = await broadcast.saveReplay();
      break;
    case "push-to-talk":
      break; // heard by TalkKeys
  }
  if (problem !== null) tell(problem);
}
