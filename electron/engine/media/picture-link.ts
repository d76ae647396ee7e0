import { MediaPictureReply, type MediaPictureMessage } from "../../contract/media";
import type { Port } from "../program/port";
import { frameBytes, type PlayedPicture } from "./arguments";
import { MediaShelf } from "./shelf";

/** The engine's end of a media source's picture port: frames go over the shelf where there is one, else through the port. */
export class PictureLink {
  /** A frame was taken. */
  onTook: () => void = () => undefined;
  private played: PlayedPicture | null = null;
  private shelf: MediaShelf | null = null;
  private token: string | null = null;
  private closed = false;

  /** `pageFiles`: where a shelf would be found; null when frames can only come through the port. */
  constructor(
    private readonly port: Port,
    private readonly pageFiles: () => string | null,
  ) {
    port.onMessage((message) => {
      const reply = MediaPictureReply.safeParse(message);
      if (!reply.success) return;
      if (reply.data.type === "took") this.onTook();
      else void this.openShelf(reply.data.token);
    });
  }

  /** Frames come in this way from now on. `natural` is the size in which they want to be seen. */
  open(natural: { readonly width: number; readonly height: number } | null, played: PlayedPicture | null): void {
    this.leaveShelf();
    this.played = played;
    const { width, height } = natural ?? { width: 0, height: 0 };
    const bytes = played === null ? 0 : frameBytes(played);
    this.post({ type: "opened", width, height, frameBytes: bytes, shelf: bytes > 0 && this.pageFiles() !== null });
  }

  /** `due` in Unix ms here as below. */
  frame(planes: ArrayBuffer, position: number, run: number, due: number): void {
    if (this.played === null) return;
    const { width, height, alpha } = this.played;
    const said = { width, height, alpha, position, run, due };
    const slot = this.shelf?.put(planes) ?? null;
    if (slot !== null) return this.post({ type: "shelved", ...said, slot });
    this.leaveShelf();
    this.post({ type: "frame", ...said, planes });
  }

  ended(run: number, due: number): void {
    this.post({ type: "ended", run, due });
  }

  /** What was sent for after `at` waits. */
  stand(at: number): void {
    this.post({ type: "stand", at });
  }

  /** What waits is due `by` ms later. */
  go(by: number): void {
    this.post({ type: "go", by });
  }

  /** What was sent for after `at` is given up. */
  forget(at: number): void {
    this.post({ type: "forget", at });
  }

  close(): void {
    this.closed = true;
    this.leaveShelf();
    this.port.close();
  }

  private async openShelf(token: string): Promise<void> {
    const folder = this.pageFiles();
    if (folder === null || this.played === null) return;
    this.token = token;
    const shelf = await MediaShelf.find(folder, token, frameBytes(this.played));
    // The file may have been opened anew meanwhile, or another shelf been announced.
    if (this.closed || this.token !== token) shelf?.close();
    else this.shelf = shelf;
  }

  private leaveShelf(): void {
    this.shelf?.close();
    this.shelf = null;
    this.token = null;
  }

  private post(message: MediaPictureMessage): void {
    this.port.post(message);
  }
}
