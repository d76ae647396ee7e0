import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import type { DestinationSecrets } from "../contract/destination";
import type { SecretStorage } from "../contract/studio";

/** The system's keychain, or what stands in for it. With kind "none" it can neither seal nor open. */
export interface Vault {
  readonly kind: SecretStorage;
  seal(secret: string): Buffer;
  open(sealed: Buffer): string;
}

type Field = keyof DestinationSecrets;
const fields: readonly Field[] = ["streamKey", "passphrase", "streamId"];

/** Sealed secrets in base64, by destination. */
const Sealed = z.partialRecord(z.enum(["streamKey", "passphrase", "streamId"]), z.string());
const Stored = z.object({ version: z.literal(1), destinations: z.record(z.string(), Sealed) });

/**
 * Stream keys and passphrases: sealed by the vault in secrets.json, or for this session only in memory. Opened only
 * when needed, so that the system asks for its keychain no sooner than that.
 */
export class SecretsFile {
  readonly path: string;
  private readonly session = new Map<string, DestinationSecrets>();
  private sealed: Record<string, z.infer<typeof Sealed>> = {};
  private writing: Promise<void> = Promise.resolve();

  /** `learn` hears every secret before anything else does; `report` what went wrong, without secrets. */
  constructor(
    folder: string,
    private readonly vault: () => Vault,
    private readonly learn: (secrets: DestinationSecrets) => void,
    private readonly report: (text: string) => void,
  ) {
    this.path = join(folder, "secrets.json");
  }

  /** Reads the file; a damaged one is kept aside as secrets.json.broken-<time>. */
  async load(): Promise<void> {
    let text: string;
    try {
      text = await readFile(this.path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") this.report(`secrets.json cannot be read: ${String(error)}`);
      return;
    }
    try {
      this.sealed = Stored.parse(JSON.parse(text)).destinations;
    } catch {
      const aside = `${this.path}.broken-${new Date().toISOString().replace(/[:.]/g, "-")}`;
      await rename(this.path, aside);
      this.report(`secrets.json was damaged and is kept as ${aside}`);
    }
  }

  /** Which secrets of a destination there are, without opening any. */
  held(id: string): Record<Field, boolean> {
    const has = (field: Field) => this.session.get(id)?.[field] !== undefined || this.sealed[id]?.[field] !== undefined;
    return { streamKey: has("streamKey"), passphrase: has("passphrase"), streamId: has("streamId") };
  }

  /** The secrets of a destination; one that cannot be opened any more counts as absent. */
  of(id: string): DestinationSecrets {
    const secrets: DestinationSecrets = { ...this.session.get(id) };
    for (const field of fields) {
      const sealed = this.sealed[id]?.[field];
      if (secrets[field] !== undefined || sealed === undefined) continue;
      try {
        secrets[field] = this.vault().open(Buffer.from(sealed, "base64"));
      } catch (error) {
        this.report(`the ${field} of destination ${id} cannot be opened: ${String(error)}`);
      }
    }
    this.learn(secrets);
    this.session.set(id, secrets);
    return secrets;
  }

  /**
   * Keeps secrets: absent fields stay as they are, empty ones are forgotten. For this session only when asked, or
   * when there is no vault; whatever was on disk for the destination then goes.
   */
  async save(id: string, given: DestinationSecrets, sessionOnly: boolean): Promise<void> {
    this.learn(given);
    const merged = Object.entries({ ...this.of(id), ...given });
    const secrets: DestinationSecrets = Object.fromEntries(merged.filter(([, secret]) => secret !== ""));
    this.session.set(id, secrets);
    const vault = this.vault();
    const sealed: z.infer<typeof Sealed> = {};
    if (!sessionOnly && vault.kind !== "none") {
      for (const field of fields) {
        const secret = secrets[field];
        if (secret !== undefined) sealed[field] = vault.seal(secret).toString("base64");
      }
    }
    await this.store(id, sealed);
  }

  async remove(id: string): Promise<void> {
    this.session.delete(id);
    await this.store(id, {});
  }

  private async store(id: string, sealed: z.infer<typeof Sealed>): Promise<void> {
    const before = JSON.stringify(this.sealed[id] ?? {});
    const others = Object.entries(this.sealed).filter(([other]) => other !== id);
    this.sealed = Object.fromEntries(Object.keys(sealed).length > 0 ? [...others, [id, sealed]] : others);
    if (before === JSON.stringify(sealed)) return;
    const text = `${JSON.stringify({ version: 1, destinations: this.sealed }, null, 2)}\n`;
    // One after the other, so that the newest is the one that stays.
    const write = () => writeFileAtomic(this.path, text, { mode: 0o600 });
    this.writing = this.writing.then(write, write);
    await this.writing;
  }
}
