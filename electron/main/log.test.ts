import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openLog } from "./log";
import { Redactor } from "./redact";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "log-"))));
afterEach(() => rmSync(folder, { recursive: true }));

it("writes one file a run, for the owner only, without what is known to be secret", () => {
  const redactor = new Redactor();
  const log = openLog(join(folder, "logs"), redactor, { console: false, at: new Date(0) });
  log.say("info", "hello");
  redactor.learn({ streamKey: "s3cr3t-key" });
  log.say("error", "rtmp://h/app/s3cr3t-key refused");
  const text = readFileSync(log.file, "utf8");
  expect(text).toMatch(/\[info\] +hello/);
  expect(text).toContain("rtmp://h/app/••• refused");
  expect(text).not.toContain("s3cr3t-key");
  if (process.platform !== "win32") expect(statSync(log.file).mode & 0o777).toBe(0o600);
});

it("keeps the newest ten runs", () => {
  for (let day = 1; day <= 12; day++) {
    writeFileSync(join(folder, `tallylight-2031-01-${String(day).padStart(2, "0")}T00-00-00-000Z-1.log`), "");
  }
  const log = openLog(folder, new Redactor(), { console: false, at: new Date(2032, 0, 1) });
  log.say("info", "x");
  const runs = readdirSync(folder).sort();
  expect(runs).toHaveLength(10);
  expect(runs[0]).toContain("2031-01-04");
  expect(log.file).toContain(String(runs[9]));
});
