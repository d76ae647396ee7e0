import { ProblemError, type Problem, problemOf } from "../../electron/contract/problem";
import { type Device, findDevice, listSpeakers } from "../capture/devices";

/** Chromium's, and not yet in the DOM types of every version. */
type Player = HTMLAudioElement & { setSinkId(deviceId: string): Promise<void> };

/** Plays the monitor's mix on an output device of this computer. It is no part of the program. */
export class Monitor {
  private readonly node: MediaStreamAudioDestinationNode;
  private readonly player = new Audio() as Player;
  private device: Device = { deviceId: "", label: "" };
  private on = false;
  private turn = 0;
  private readonly changed = (): void => void this.choose();

  /** `onProblem`: why nothing is heard, null when that is over. */
  constructor(
    context: AudioContext,
    private readonly source: Promise<AudioNode>,
    private readonly output: number,
    private readonly onProblem: (problem: Problem | null) => void,
  ) {
    this.node = context.createMediaStreamDestination();
    navigator.mediaDevices.addEventListener("devicechange", this.changed);
  }

  /** An output device; empty for the system's own. */
  setDevice(device: Device): void {
    this.device = device;
    void this.choose();
  }

  /** Off, it costs nothing. */
  setOn(on: boolean): void {
    if (on === this.on) return;
    this.on = on;
    void this.source.then(
      (node) => (this.on ? node.connect(this.node, this.output) : this.leave(node)),
      () => undefined,
    );
    this.player.srcObject = on ? this.node.stream : null;
    void this.choose();
  }

  close(): void {
    navigator.mediaDevices.removeEventListener("devicechange", this.changed);
    this.setOn(false);
  }

  private leave(node: AudioNode): void {
    try {
      node.disconnect(this.node);
    } catch {
      // It was switched off before it was connected.
    }
  }

  private async choose(): Promise<void> {
    if (!this.on) return;
    const turn = ++this.turn;
    try {
      await this.player.setSinkId(await this.find());
      if (this.on && turn === this.turn) await this.player.play();
      if (turn === this.turn) this.onProblem(null);
    } catch (error) {
      if (this.on && turn === this.turn) this.onProblem(problemOf(error));
    }
  }

  private async find(): Promise<string> {
    const { deviceId, label } = this.device;
    if (deviceId === "" && label === "") return "";
    const found = findDevice(this.device, await listSpeakers());
    if (found === undefined) throw new ProblemError({ code: "device-lost", subject: label });
    return found.deviceId;
  }
}
