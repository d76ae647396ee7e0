import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { leftBehindBy, LITTLE_LEFT_BEHIND } from "../../e2e/peers/heap";
import { mutants, mutantValues } from "../../e2e/peers/mutants";
import type { Destination } from "../contract/destination";
import { defaultSettings, Settings } from "../contract/settings";
import { formerPicture, migrated } from "./settings-former";
import { salvage, SettingsFile } from "./settings-file";

// Ten thousand of anything take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tallylight-"));
});
afterEach(() => rm(folder, { recursive: true }));

const destinations: Destination[] = [
  { id: "one", name: "Twitch", enabled: true, target: { protocol: "rtmp", service: "twitch", server: "rtmp://live.twitch.tv/app" } },
  { id: "two", name: "Truck", enabled: false, target: { protocol: "srt", mode: "listener", host: "", port: 9000, latency: 200, keyLength: 256 } },
];
const good: Settings = { ...defaultSettings, destinations };

it("makes settings that can be used of 10,000 that went wrong", async () => {
  const texts = mutants([JSON.stringify(good), JSON.stringify({ ...good, version: 1 })]).map((text): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  });
  const left = await leftBehindBy(() =>
    fc.assert(
      fc.property(fc.oneof(texts, mutantValues([good])), (stored) => {
        formerPicture(stored);
        const { settings, intact } = salvage(migrated(stored, defaultSettings));
        expect(Settings.safeParse(settings).success).toBe(true);
        if (intact) expect(salvage(settings)).toEqual({ settings, intact: true });
      }),
      { numRuns: 10_000 },
    ),
  );
  expect(left).toBeLessThan(LITTLE_LEFT_BEHIND);
});

it("keeps every file that went wrong, byte by byte, and starts", async () => {
  await fc.assert(
    fc.asyncProperty(mutants([JSON.stringify(good, null, 2)]), async (text) => {
      const file = new SettingsFile(folder);
      const bytes = Buffer.from(text);
      await writeFile(file.path, bytes);
      const { problem } = await file.load();
      const kept = problem?.subject ?? file.path;
      expect((await readFile(kept)).equals(bytes)).toBe(true);
      for (const name of await readdir(folder)) await rm(join(folder, name));
    }),
    { numRuns: 200 },
  );
});
