import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { RecordingDisk } from "./recording-disk";
import { aStatus } from "./status.fixture";

const nowhere = join(tmpdir(), "no such folder");

it("knows how much is free before anything is recorded, and also where the folder has not been made", async () => {
  const disk = new RecordingDisk(() => [nowhere, tmpdir()]);
  expect(disk.free(aStatus({}))).toBeNull();
  await vi.waitFor(() => {
    expect(disk.free(aStatus({}))).toBeGreaterThan(0);
  }, 20_000);
});

it("says nothing of a folder that cannot be asked, nor of another than the present one", async () => {
  let folder = tmpdir();
  const disk = new RecordingDisk(() => [folder]);
  await vi.waitFor(() => {
    expect(disk.free(aStatus({}))).not.toBeNull();
  }, 20_000);
  folder = nowhere;
  expect(disk.free(aStatus({}))).toBeNull();
});

it("leaves the answer to the engine while that has one", () => {
  const disk = new RecordingDisk(() => [tmpdir()]);
  const recording = aStatus({});
  expect(disk.free({ ...recording, health: { cpu: 0, diskFree: 1234 } })).toBe(1234);
});

it("warns once for each recording that has little left", () => {
  const disk = new RecordingDisk(() => [tmpdir()]);
  const heard = (left: number | null, id = "r") => disk.low(aStatus({ recordings: [{ id, left, file: "/media/방송 녹화/a.mp4" }] }));
  const low = { code: "disk-low", subject: "방송 녹화" };
  expect([heard(null), heard(901), heard(899), heard(500), heard(1200), heard(600)]).toEqual([null, null, low, null, null, null]);
  expect(heard(600, "another")).toEqual(low);
  expect(disk.low(aStatus({ recordings: [{ id: "third", phase: "finishing", left: 5 }] }))).toBeNull();
});
