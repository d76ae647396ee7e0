import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { RecordingsUnderWay } from "./recording-journal";
import { aStatus } from "./status.fixture";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "journal-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const fail = (text: string): never => {
  throw new Error(text);
};
async function opened(): Promise<RecordingsUnderWay> {
  const journal = new RecordingsUnderWay(folder, fail);
  await journal.load();
  return journal;
}
const stored = () => JSON.parse(readFileSync(join(folder, "recordings.json"), "utf8")) as unknown;

it("gives the next run what this one did not finish", async () => {
  const journal = await opened();
  expect(journal.engineStarted()).toEqual([]);
  journal.heard(aStatus({ recordings: [{ phase: "starting", file: "/v/a.mp4" }] }));
  journal.heard(aStatus({ recordings: [{ phase: "recording", file: "/v/a.mp4" }] }));
  await journal.settled();
  expect(stored()).toEqual({ version: 1, files: ["/v/a.mp4"] });
  expect(statSync(join(folder, "recordings.json")).mode & 0o777).toBe(0o600);
  expect((await opened()).engineStarted()).toEqual(["/v/a.mp4"]);
});

it("keeps a file until it is finished", async () => {
  const journal = await opened();
  journal.heard(aStatus({ recordings: [{ phase: "recording", file: "/v/a.mp4" }] }));
  journal.heard(aStatus({ recordings: [{ phase: "finishing", file: "/v/a.mp4" }, { phase: "idle", file: "/v/a.mp4" }] }));
  expect(journal.engineStarted()).toEqual(["/v/a.mp4"]);
  journal.heard(aStatus({ recordings: [{ phase: "finishing", file: "/v/a.mp4" }] }));
  journal.heard(aStatus({ recordings: [{ phase: "idle", file: "/v/a.mp4" }] }));
  await journal.settled();
  expect(stored()).toEqual({ version: 1, files: [] });
});

it("keeps what a dead engine left although the next one knows nothing of it", async () => {
  const journal = await opened();
  journal.heard(aStatus({ recordings: [{ phase: "recording", file: "/v/a.mp4" }] }));
  expect(journal.engineStarted()).toEqual(["/v/a.mp4"]);
  journal.heard(aStatus({ recordings: [] }));
  journal.heard(aStatus({ recordings: [{ phase: "recording", file: "/v/a (2).mp4" }] }));
  await journal.settled();
  expect(stored()).toEqual({ version: 1, files: ["/v/a.mp4", "/v/a (2).mp4"] });
});

it("takes a damaged file for an empty one", async () => {
  writeFileSync(join(folder, "recordings.json"), '{"version":1,"files":[3]}');
  expect((await opened()).engineStarted()).toEqual([]);
  writeFileSync(join(folder, "recordings.json"), "{");
  expect((await opened()).engineStarted()).toEqual([]);
});
