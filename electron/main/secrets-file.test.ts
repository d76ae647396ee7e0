import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SecretStorage } from "../contract/studio";
import { SecretsFile, type Vault } from "./secrets-file";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "secrets-file-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const learnt: string[] = [];
const reports: string[] = [];

function vault(kind: SecretStorage, pad = 0x5a): Vault {
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ pad));
  return {
    kind,
    seal: (secret) => turn(Buffer.from(`ok:${secret}`)),
    open: (sealed) => {
      const text = turn(sealed).toString();
      if (!text.startsWith("ok:")) throw new Error("wrong key");
      return text.slice(3);
    },
  };
}

async function open(kind: SecretStorage = "keychain", pad?: number): Promise<SecretsFile> {
  const file = new SecretsFile(
    folder,
    () => vault(kind, pad),
    (secrets) => learnt.push(...Object.values(secrets)),
    (text) => reports.push(text),
  );
  await file.load();
  return file;
}

it("keeps secrets over a restart, sealed and for the owner only", async () => {
  const file = await open();
  await file.save("a", { streamKey: "my-key", streamId: "my-id" }, false);
  const text = readFileSync(file.path, "utf8");
  expect(text).not.toMatch(/my-key|my-id/);
  expect(text).not.toContain(Buffer.from("my-key").toString("base64"));
  if (process.platform !== "win32") expect(statSync(file.path).mode & 0o777).toBe(0o600);

  const again = await open();
  expect(again.held("a")).toEqual({ streamKey: true, passphrase: false, streamId: true });
  expect(again.of("a")).toEqual({ streamKey: "my-key", streamId: "my-id" });
  expect(learnt).toContain("my-key");
});

it("keeps absent fields and forgets empty ones", async () => {
  const file = await open();
  await file.save("a", { streamKey: "one", passphrase: "passphrase-1" }, false);
  await file.save("a", { streamKey: "two" }, false);
  await file.save("a", { passphrase: "" }, false);
  expect(file.of("a")).toEqual({ streamKey: "two" });
  expect((await open()).of("a")).toEqual({ streamKey: "two" });
});

it("writes nothing for a session-only secret, and takes what was there off the disk", async () => {
  const file = await open();
  await file.save("a", { streamKey: "my-key" }, false);
  await file.save("b", { streamKey: "other" }, false);
  await file.save("a", {}, true);
  expect(file.of("a")).toEqual({ streamKey: "my-key" });
  expect(file.held("a").streamKey).toBe(true);
  const again = await open();
  expect(again.held("a").streamKey).toBe(false);
  expect(again.of("b")).toEqual({ streamKey: "other" });
});

it("is session-only by itself where there is no vault", async () => {
  const file = await open("none");
  await file.save("a", { streamKey: "my-key" }, false);
  expect(file.of("a")).toEqual({ streamKey: "my-key" });
  expect(readdirSync(folder)).toEqual([]);
});

it("removes a destination's secrets everywhere", async () => {
  const file = await open();
  await file.save("a", { streamKey: "my-key" }, false);
  await file.remove("a");
  expect(file.of("a")).toEqual({});
  expect((await open()).held("a").streamKey).toBe(false);
});

it("treats what cannot be opened as absent and says so without the blob", async () => {
  await (await open()).save("a", { streamKey: "my-key" }, false);
  const file = await open("keychain", 0x11);
  expect(file.of("a")).toEqual({});
  expect(reports.at(-1)).toContain("streamKey of destination a");
});

it("keeps a damaged file aside", async () => {
  writeFileSync(join(folder, "secrets.json"), "{ not json");
  const file = await open();
  expect(file.of("a")).toEqual({});
  await file.save("a", { streamKey: "my-key" }, false);
  const aside = readdirSync(folder).find((name) => name.startsWith("secrets.json.broken-"));
  expect(readFileSync(join(folder, String(aside)), "utf8")).toBe("{ not json");
});

it("keeps the newest when saves come together", async () => {
  const file = await open();
  await Promise.all(["1", "2", "3"].map((n) => file.save("a", { streamKey: `key-${n}` }, false)));
  expect((await open()).of("a")).toEqual({ streamKey: "key-3" });
});
