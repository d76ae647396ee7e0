import { describe, expect, it } from "vitest";
import { closingLine, playwrightCounts, vitestCounts, withExitCode } from "./test-counts.mjs";

describe("counts of the runners", () => {
  it("counts a test file that could not be loaded as a failure", () => {
    const report = {
      ...{ numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 },
      testResults: [
        { status: "failed", assertionResults: [{ status: "failed" }] },
        { status: "failed", assertionResults: [] },
        { status: "passed", assertionResults: [] },
      ],
    };
    expect(vitestCounts(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it("forgives Playwright nothing", () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
    expect(playwrightCounts(report)).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });

  it("believes a bad exit code more than a good report", () => {
    const good = { passed: 4, failed: 0, skipped: 0 };
    expect(withExitCode(good, 0).failed).toBe(0);
    expect(withExitCode(good, 1).failed).toBe(1);
    expect(withExitCode(good, null).failed).toBe(1);
    expect(withExitCode({ ...good, failed: 2 }, 1).failed).toBe(2);
  });

  it("closes with the sum", () => {
    const one = { passed: 4, failed: 0, skipped: 0 };
    expect(closingLine([one, { passed: 1, failed: 2, skipped: 0 }])).toBe("5 passed, 2 failed");
    expect(closingLine([one, { passed: 0, failed: 0, skipped: 3 }])).toBe("4 passed, 0 failed, 3 skipped");
  });
});
