import type { AudioSource } from "../../electron/contract/source";
import { addChannel } from "./edits/channels";
import { useStudio } from "./studio";

/** Puts a device, the computer's sound or the test tone into the mixer. */
export function addSound(input: AudioSource): void {
  useStudio.getState().edit(addChannel(crypto.randomUUID(), soundName(input), input));
}

function soundName(input: AudioSource): string {
  if (input.kind === "test") return "Test tone";
  if (input.kind === "desktop") return "Desktop sound";
  return input.label === "" ? "Microphone" : input.label;
}
