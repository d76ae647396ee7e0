import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { RecordingsUnderWay } from "./recording-journal";
import { aStatus } from "./status.fixture";

let folder: string;
const journals: RecordingsUnderWay[] = [];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "journal-"))));
afterEach(async () => {
  await Promise.all(journals.splice(0).map((journal) => journal.settled()));
  rmSync(folder, { recursive: true });
});

const fail = (text: string): never => {
  throw new Error(text);
};
async function opened(): Promise<RecordingsUnderWay> {
  const journal = new RecordingsUnderWay(folder, fail);
  journals.push(journal);
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
  expect(stored()).toEqual({ version: 1, files: ["/v/a.mp4"], tries: { "/v/a.mp4": 0 } });
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
  expect(stored()).toEqual({ version: 1, files: [], tries: {} });
});

it("keeps what a dead engine left although the next one knows nothing of it", async () => {
  const journal = await opened();
  journal.heard(aStatus({ recordings: [{ phase: "recording", file: "/v/a.mp4" }] }));
  expect(journal.engineStarted()).toEqual(["/v/a.mp4"]);
  journal.heard(aStatus({ recordings: [] }));
  journal.heard(aStatus({ recordings: [{ phase: "recording", file: "/v/a (2).mp4" }] }));
  await journal.settled();
  expect(stored()).toMatchObject({ version: 1, files: ["/v/a.mp4", "/v/a (2).mp4"] });
});

it.each(["recording-unfinished", "disk-full"] as const)("tries what was left as %s again in the next runs, not for ever", async (code) => {
  const first = await opened();
  first.heard(aStatus({ recordings: [{ phase: "finishing", file: "/v/a.mp4" }] }));
  first.heard(aStatus({ recordings: [{ phase: "failed", file: "/v/a.mp4", problem: { code } }] }));
  await first.settled();
  for (let run = 0; run < 5; run += 1) {
    const later = await opened();
    expect(later.engineStarted()).toEqual(["/v/a.mp4"]);
    await later.settled();
  }
  expect((await opened()).engineStarted()).toEqual([]);
});

it("gives up what failed for another reason", async () => {
  const journal = await opened();
  journal.heard(aStatus({ recordings: [{ phase: "starting", file: "/v/a.mp4" }] }));
  journal.heard(aStatus({ recordings: [{ phase: "failed", file: "/v/a.mp4", problem: { code: "ffmpeg-missing" } }] }));
  expect(journal.engineStarted()).toEqual([]);
});

it("takes a damaged file for an empty one", async () => {
  writeFileSync(join(folder, "recordings.json"), '{"version":1,"files":[3]}');
  expect((await opened()).engineStarted()).toEqual([]);
  writeFileSync(join(folder, "recordings.json"), "{");
  expect((await opened()).engineStarted()).toEqual([]);
});
