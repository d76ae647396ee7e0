interface Guest {
  readonly ready: () => boolean;
  readonly leave: (came: boolean) => void;
}

/** Where requests wait for media that has not been encoded yet. */
export class WaitingRoom {
  private readonly guests = new Set<Guest>();

  /**
   * Resolves with true as soon as `ready` holds, with false after `ms` milliseconds or when `gone` fires.
   * `ready` is asked at once and after every `stir`.
   */
  until(ready: () => boolean, ms: number, gone: AbortSignal): Promise<boolean> {
    if (ready()) return Promise.resolve(true);
    if (gone.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const giveUp = (): void => guest.leave(false);
      const timer = setTimeout(giveUp, ms);
      gone.addEventListener("abort", giveUp, { once: true });
      const guest: Guest = {
        ready,
        leave: (came) => {
          clearTimeout(timer);
          gone.removeEventListener("abort", giveUp);
          this.guests.delete(guest);
          resolve(came);
        },
      };
      this.guests.add(guest);
    });
  }

  /** Something changed: lets those go whose time has come. */
  stir(): void {
    for (const guest of [...this.guests]) if (guest.ready()) guest.leave(true);
  }

  /** Number of requests waiting now. */
  get size(): number {
    return this.guests.size;
  }
}
