import { expect, test } from "@playwright/test";
import { broadcastWith, trialsOf } from "./faults/broadcast";
import { quickFaults } from "./faults/network";
import { recordingFaults } from "./faults/recordings";
import { table } from "./faults/table";
import { root } from "./studio";

/** The quick half of `npm run faults`; its table is the message when something is worse than it may be. */
test("what goes wrong on one way costs only what it must, and is told", async () => {
  test.setTimeout(120_000);
  // SRT is late where other work takes the processor, and leaves pictures out: no neighbour's fault
  const rows = await broadcastWith(trialsOf(quickFaults), { root, neighbours: ["RTMP", "RTMPS"] });
  expect(rows.flatMap(({ breaches }) => breaches), table(rows)).toEqual([]);
});

test("a recording outlives a killed engine and a full disk", async () => {
  test.setTimeout(120_000);
  const rows = (await Promise.all(recordingFaults.filter(({ quick }) => quick).map((fault) => fault.try(root)))).flat();
  expect(rows.flatMap(({ breaches }) => breaches), table(rows)).toEqual([]);
});
