import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { leftBehindBy, LITTLE_LEFT_BEHIND } from "../../../e2e/peers/heap";
import { mutants } from "../../../e2e/peers/mutants";
import { Problem } from "../../contract/problem";
import { ProgressReader } from "./progress";
import { complaintOf, reasonOf } from "./reason";
import { redact } from "./redact";

// Ten thousand of anything take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const KEY = "live_4711_sEcReTkEy";
/** Real lines stand in the tests of the reasons. */
const lines = [...readFileSync(join(import.meta.dirname, "reason.test.ts"), "utf8").matchAll(/"((?:[^"\\]|\\.){20,})"/g)].map(([, line]) => String(line));

it("makes a reason of 10,000 ffmpegs that said something wrong, without the key", async () => {
  expect(lines.length).toBeGreaterThan(10);
  const line = fc.oneof({ weight: 9, arbitrary: mutants([...lines, `rtmp://host/app/${KEY}: Connection refused`]) }, fc.string({ unit: "binary", maxLength: 400 }));
  const end = fc.record({
    failure: fc.oneof(fc.constant(null), fc.constantFrom("ENOENT", "EACCES", "").map((code) => Object.assign(new Error("spawn"), { code }))),
    signal: fc.constantFrom<NodeJS.Signals | null>(null, "SIGKILL", "SIGSEGV"),
    code: fc.oneof(fc.constant(null), fc.integer()),
  });
  const left = await leftBehindBy(() =>
    fc.assert(
      fc.property(end, fc.boolean(), fc.array(line, { maxLength: 12 }), (ended, connected, said) => {
        const redacted = said.map((text) => redact(text, [KEY]));
        const problem = reasonOf({ end: ended, connected, lines: redacted }, "host");
        expect(Problem.safeParse(problem).success).toBe(true);
        expect(JSON.stringify(problem)).not.toContain(KEY);
        for (const text of redacted) complaintOf(text, "host");
      }),
      { numRuns: 10_000 },
    ),
  );
  expect(left).toBeLessThan(LITTLE_LEFT_BEHIND);
});

it("reads 10,000 reports of progress that went wrong: a count of bytes, or nothing", async () => {
  const reports = mutants(["bitrate=2500.1kbits/s\ntotal_size=123456\nout_time_us=4000000\nspeed=1.0x\nprogress=continue\n"]);
  const left = await leftBehindBy(() =>
    fc.assert(
      fc.property(fc.array(reports, { maxLength: 3 }), (texts) => {
        const reader = new ProgressReader((bytes) => expect(bytes).toBeGreaterThanOrEqual(0));
        for (const text of texts) reader.push(text);
      }),
      { numRuns: 10_000 },
    ),
  );
  expect(left).toBeLessThan(LITTLE_LEFT_BEHIND);
});
