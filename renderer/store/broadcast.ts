import type { Destination } from "../../electron/contract/destination";
import type { Problem } from "../../electron/contract/problem";
import { drainsFor, isAir, tally } from "./air";
import { attempt } from "./bridge";
import type { SecretsHeld } from "./settings";
import { useStudio } from "./studio";

function told(problem: Problem | null): void {
  if (problem !== null) useStudio.getState().notify(problem);
}

/** Whether a destination cannot be reached for want of its key. Own servers may well take streams without one. */
export function lacksKey(destination: Destination, held: SecretsHeld | undefined): boolean {
  const { target } = destination;
  if (held === undefined) return false;
  if (target.protocol === "srt") return target.keyLength !== 0 && !held.passphrase;
  return target.service !== "custom" && !held.streamKey;
}

/** The destinations as listed: without those being removed. */
export function listedDestinations(destinations: readonly Destination[], leaving: readonly string[]): Destination[] {
  return destinations.filter((d) => !leaving.includes(d.id));
}

/** Goes live, or opens the shortest way there. */
export async function goLive(): Promise<void> {
  const { settings, leaving, secretsHeld, open, toast, flushEdits } = useStudio.getState();
  if (settings === null) return;
  const listed = listedDestinations(settings.destinations, leaving);
  const enabled = listed.filter((d) => d.enabled);
  const keyless = enabled.find((d) => lacksKey(d, secretsHeld[d.id]));
  if (listed.length === 0) {
    open({ kind: "destination", id: null, goLive: true });
  } else if (enabled.length === 0) {
    toast({ text: "Every destination is off", detail: "Switch on the ones to go live to, then press Go live again." });
  } else if (keyless !== undefined) {
    open({ kind: "destination", id: keyless.id, goLive: true });
  } else {
    await flushEdits();
    told(await attempt("stream.start", undefined));
  }
}

/** Ends the stream; what a delay holds back is sent first, unless it is `cut`. */
export async function endStream(cut = false): Promise<void> {
  told(await attempt("stream.stop", { cut }));
}

/** What the Go live button and its shortcut do: ending a stream that somebody sees asks first. */
export function toggleLive(): void {
  const { status, open } = useStudio.getState();
  const phase = status?.broadcast.phase ?? "off";
  if (phase === "stopping" && drainsFor(status) === null) return;
  if (phase === "stopping") open({ kind: "endStream" });
  else if (!isAir(phase)) void goLive();
  else if (tally(status).lamp === "connecting") void endStream();
  else open({ kind: "endStream" });
}

export async function toggleRehearsal(): Promise<void> {
  const { status, flushEdits } = useStudio.getState();
  const phase = status?.broadcast.phase ?? "off";
  if (phase !== "off" && phase !== "rehearsing") return;
  await flushEdits();
  told(await attempt("rehearsal.set", phase === "off"));
}

export async function toggleRecording(): Promise<void> {
  const { status, flushEdits } = useStudio.getState();
  const running = status?.recordings.some((r) => r.phase === "starting" || r.phase === "recording") ?? false;
  await flushEdits();
  told(await attempt(running ? "recording.stop" : "recording.start", undefined));
}
