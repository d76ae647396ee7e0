import type { DestinationSecrets } from "../contract/destination";
import type { ArmedDestination } from "../contract/engine";
import type { Problem } from "../contract/problem";
import type { Settings } from "../contract/settings";
import type { Broadcast } from "./broadcast";
import type { Overrides } from "./launch-options";
import { overlaid, taken } from "./run-settings";
import type { SecretsFile } from "./secrets-file";
import type { SettingsFile } from "./settings-file";

type Destination = Settings["destinations"][number];

/** What a person sets: the settings of this run, kept on disk, and carried over to the running broadcast. */
export class SettingsBook {
  constructor(
    private readonly file: SettingsFile,
    private readonly secrets: SecretsFile,
    private saved: Settings,
    private overrides: Overrides,
    private readonly changed: (settings: Settings) => void,
  ) {}

  /** The settings this run works with. */
  get now(): Settings {
    return overlaid(this.saved, this.overrides);
  }

  /** The saved destinations that are switched on, with their secrets. */
  armed(): ArmedDestination[] {
    return this.saved.destinations
      .filter(({ enabled }) => enabled)
      .map((destination) => ({ destination, secrets: this.secrets.of(destination.id) }));
  }

  /** Takes new settings: refused whole when the encoder's are in use and differ; on air, destinations follow at once. */
  async write(next: Settings, broadcast: Broadcast): Promise<Problem | null> {
    // Which collection is open is main's to say: the page may not have heard yet.
    return this.change(broadcast, (now) => ({ ...next, collection: now.collection }));
  }

  /** Remembers which scene collection the next run begins with. */
  async opened(collection: Settings["collection"]): Promise<void> {
    if (collection === this.saved.collection) return;
    this.saved = { ...this.saved, collection };
    this.changed(this.now);
    await this.file.save(this.saved);
  }

  async saveDestination(
    destination: Destination,
    secrets: DestinationSecrets,
    sessionOnly: boolean,
    broadcast: Broadcast,
  ): Promise<Problem | null> {
    return this.change(
      broadcast,
      (now) => ({ ...now, destinations: replaced(now.destinations, destination) }),
      () => this.secrets.save(destination.id, secrets, sessionOnly),
    );
  }

  async removeDestination(id: string, broadcast: Broadcast): Promise<Problem | null> {
    return this.change(
      broadcast,
      (now) => ({ ...now, destinations: now.destinations.filter((other) => other.id !== id) }),
      () => this.secrets.remove(id),
    );
  }

  private async change(
    broadcast: Broadcast,
    make: (now: Settings) => Settings,
    first: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Problem | null> {
    const refused = await broadcast.configure(this.now, make(this.now));
    if (refused !== null) return refused;
    const before = broadcast.onAir ? this.armed() : [];
    await first();
    ({ saved: this.saved, overrides: this.overrides } = taken(make(this.now), this.saved, this.overrides));
    this.changed(this.now);
    await this.file.save(this.saved);
    return broadcast.onAir ? broadcast.destinationsChanged(before, this.armed()) : null;
  }
}

function replaced(destinations: Destination[], destination: Destination): Destination[] {
  const known = destinations.some(({ id }) => id === destination.id);
  return known
    ? destinations.map((other) => (other.id === destination.id ? destination : other))
    : [...destinations, destination];
}
