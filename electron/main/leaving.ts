import type { EngineStatus } from "../contract/status";
import type { Broadcast } from "./broadcast";

/** stay: nothing ends. rest: what a delay holds back is sent first. now: all ends at once. */
type Deed = "stay" | "rest" | "now";

/** What is asked before something ends that cannot be taken back; the first button is the one at hand, and keeps it. */
export interface EndQuestion {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly { readonly label: string; readonly deed: Deed }[];
}

/** What would end by quitting. */
interface Running {
  readonly onAir: boolean;
  readonly recording: boolean;
  /** Media that a delay still holds back, in ms. */
  readonly unsent: number;
}

export interface LeavingHost {
  readonly broadcast: Pick<Broadcast, "onAir" | "recording" | "stopStream">;
  /** Shows the question; answers the index of the button that was pressed. */
  ask(question: EndQuestion): Promise<number>;
  quit(): void;
}

/** How quitting and ending the stream are asked about, and carried out when it is time. */
export class Leaving {
  private asking = false;
  /** The app quits as soon as the rest of the stream has been sent. */
  private awaited = false;
  private unsent = 0;

  constructor(private readonly host: LeavingHost) {}

  heard(status: EngineStatus): void {
    this.unsent = unsentOf(status);
    if (!this.awaited || status.broadcast.phase === "stopping") return;
    this.awaited = false;
    // Whoever has gone live again meanwhile does not want to be off.
    if (!this.host.broadcast.onAir) this.host.quit();
  }

  /** Quits, after asking where that would end something. */
  async toQuit(): Promise<void> {
    const { broadcast, quit } = this.host;
    const question = quitQuestion({ onAir: broadcast.onAir, recording: broadcast.recording, unsent: this.unsent });
    const deed = question === null ? "now" : await this.answer(question);
    if (deed === "now") return quit();
    this.awaited = false;
    if (deed !== "rest") return;
    await broadcast.stopStream();
    this.awaited = true;
  }

  /** Whether the stream is to end. What a delay holds back is sent then, and can still be cut. */
  async toStop(): Promise<boolean> {
    return !this.host.broadcast.onAir || (await this.answer(stopQuestion)) === "now";
  }

  private async answer(question: EndQuestion): Promise<Deed> {
    if (this.asking) return "stay";
    this.asking = true;
    const pressed = await this.host.ask(question);
    this.asking = false;
    return question.buttons[pressed]?.deed ?? "stay";
  }
}

const stopQuestion: EndQuestion = {
  message: "You are on air.",
  detail: "Stopping ends the stream for all viewers.",
  buttons: [
    { label: "Stay on air", deed: "stay" },
    { label: "Stop streaming", deed: "now" },
  ],
};

/** What to ask before quitting; null when nothing would be lost. */
function quitQuestion({ onAir, recording, unsent }: Running): EndQuestion | null {
  if (!onAir && !recording && unsent === 0) return null;
  const end = recording ? "Quitting stops everything; recordings are finished properly." : "Quitting stops everything.";
  if (unsent === 0) {
    const doing = onAir ? "on air" : "recording";
    return {
      message: `You are ${doing}.`,
      detail: end,
      buttons: [
        { label: `Stay ${doing}`, deed: "stay" },
        { label: "Stop and quit", deed: "now" },
      ],
    };
  }
  const seconds = Math.ceil(unsent / 1000);
  return {
    message: `${onAir ? "You are on air, and " : ""}${seconds} ${seconds === 1 ? "second is" : "seconds are"} still to be sent.`,
    detail: `Viewers have not seen what the stream delay holds back. Tallylight can send it and then quit. ${end}`,
    buttons: [
      { label: onAir ? "Stay on air" : "Cancel", deed: "stay" },
      { label: "Send the rest and quit", deed: "rest" },
      { label: "Cut it and quit", deed: "now" },
    ],
  };
}

/** ms of media that a delay holds back for the destination that has most of it; 0 without a delay. */
function unsentOf({ destinations }: EngineStatus): number {
  const held = destinations.flatMap(({ phase, delay }) =>
    delay === undefined || phase === "idle" || phase === "failed" ? [] : [delay.endsIn ?? Math.max(0, delay.ms - delay.beginsIn)],
  );
  return Math.max(0, ...held);
}
