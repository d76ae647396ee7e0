import { type Picture, type Timing, untimed } from "./picture";
import { placeholder } from "./placeholder";
import type { Planes } from "./planes";

/** What is on the stage: one picture that fills it, or the placeholder while that picture's source is lost. */
export class Scene {
  private picture: Picture = placeholder;
  private lost = false;
  /** Counts what changed other than by the picture itself. */
  private changes = 0;
  /** Draws wait for each other: the program's and the preview's share the memory in which frames are converted. */
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly onUnreadable: (picture: Picture, error: unknown) => void) {}

  show(picture: Picture): void {
    if (picture !== this.picture) this.picture.close();
    this.picture = picture;
    this.lost = false;
    this.changes++;
  }

  setLost(lost: boolean): void {
    if (lost === this.lost) return;
    this.lost = lost;
    this.changes++;
  }

  /** Whether this is the picture, seen or hidden by the placeholder. */
  holds(picture: Picture): boolean {
    return this.picture === picture;
  }

  shows(picture: Picture): boolean {
    return this.shown === picture;
  }

  /** Equal strings mean equal pictures; `at` is Unix time in ms. */
  version(at: number): string {
    return `${this.changes}.${this.shown.version(at)}`;
  }

  timing(): Timing {
    return this.lost ? untimed : this.picture.timing();
  }

  /** Draws what is on the stage at Unix time `at` in ms. Never rejects: what cannot be drawn becomes the placeholder. */
  draw(into: Planes, at: number): Promise<void> {
    this.last = this.last.then(() => this.drawNow(into, at));
    return this.last;
  }

  private get shown(): Picture {
    return this.lost ? placeholder : this.picture;
  }

  private async drawNow(into: Planes, at: number): Promise<void> {
    const picture = this.shown;
    try {
      await picture.draw(into, at);
    } catch (error) {
      void placeholder.draw(into, at);
      // A picture that was taken away while it was drawn is no fault.
      if (picture === this.shown) this.onUnreadable(picture, error);
    }
  }
}
