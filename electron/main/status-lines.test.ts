import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { StatusLine } from "../contract/commandline";
import { aStatus } from "./status.fixture";
import { openStatusTarget, StatusLines } from "./status-lines";

it("writes the first status at once, the newest each second, and one at the end", async () => {
  const out = new PassThrough();
  const read = createInterface({ input: out })[Symbol.asyncIterator]();
  const lines = new StatusLines(out);
  const next = async () => StatusLine.parse(JSON.parse(String((await read.next()).value)));
  lines.heard(aStatus({ at: 1 }));
  lines.heard(aStatus({ at: 2 }));
  expect((await next()).at).toBe(1);
  const begun = performance.now();
  expect((await next()).at).toBe(2);
  expect(performance.now() - begun).toBeGreaterThan(500);
  lines.heard(aStatus({ at: 3 }));
  await lines.end();
  expect((await next()).at).toBe(3);
});

it("says in words what is wrong", async () => {
  const out = new PassThrough();
  const lines = new StatusLines(out);
  lines.heard(aStatus({ destinations: [{ name: "Twitch", phase: "reconnecting", problem: { code: "key-refused" } }] }));
  const [line] = (await once(createInterface({ input: out }), "line")) as [string];
  await lines.end();
  expect(StatusLine.parse(JSON.parse(line)).problems).toEqual(["Twitch refused the stream key."]);
});

it("survives a reader that goes away", async () => {
  const out = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error("EPIPE"), { code: "EPIPE" })) });
  const lines = new StatusLines(out);
  const failed = new Promise((resolve) => out.once("close", resolve));
  lines.heard(aStatus({}));
  await failed;
  lines.heard(aStatus({ at: 2 }));
  await lines.end();
});

it.skipIf(process.platform === "win32")("shows the preview's address to nobody else on this computer", async () => {
  const folder = mkdtempSync(join(tmpdir(), "status-"));
  const file = join(folder, "status.jsonl");
  await new StatusLines(openStatusTarget(file)).end();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});

it("tells at once when the file cannot be written", () => {
  expect(() => openStatusTarget("/nowhere/at/all.jsonl")).toThrow(/ENOENT/);
});
