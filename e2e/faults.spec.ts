import { expect, test } from "@playwright/test";
import { broadcastWith, trialsOf } from "./faults/broadcast";
import { quickFaults } from "./faults/network";
import { recordingFaults } from "./faults/recordings";
import { table } from "./faults/table";
import { root } from "./studio";

/** Seconds: here a stream must come back, and how soon is measured by `npm run faults`, with the machine to itself. */
const BACK = 30;
const patient = quickFaults.map((fault) => (fault.limits.recovery === undefined ? fault : { ...fault, limits: { ...fault.limits, recovery: BACK } }));

/** The quick half of `npm run faults`; its table is the message when something is worse than it may be. */
test("what goes wrong on one way costs only what it must, and is told", async () => {
  test.setTimeout(120_000);
  // SRT is late where other work takes the processor, and leaves pictures out: no neighbour's fault
  const rows = await broadcastWith(trialsOf(patient), { root, neighbours: ["RTMP", "RTMPS"] });
  expect(rows.flatMap(({ breaches }) => breaches), table(rows)).toEqual([]);
});

test("a recording outlives a killed engine and a full disk", async () => {
  test.setTimeout(120_000);
  const rows = (await Promise.all(recordingFaults.filter(({ quick }) => quick).map((fault) => fault.try(root)))).flat();
  expect(rows.flatMap(({ breaches }) => breaches), table(rows)).toEqual([]);
});
