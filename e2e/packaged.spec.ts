import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { StatusLine } from "../electron/contract/commandline";
import { expectBroadcast, expectUnbroken } from "./received";
import { expect, outputList, root, test } from "./studio";

const unpacked = join(root, "dist", "linux-unpacked");

test("the packaged app goes live with its own ffmpeg", async ({ folder, ingest, run }) => {
  test.setTimeout(240_000);
  await promisify(execFile)(process.execPath, [join(root, "scripts", "package.mjs"), "--dir"], { cwd: root, maxBuffer: 2 ** 24 });
  expect(existsSync(join(unpacked, "resources", "native-bin", "ffmpeg"))).toBe(true);
  expect(existsSync(join(unpacked, "resources", "keyboard", "uiohook-napi.node"))).toBe(true);

  const list = await outputList(folder, [`${ingest.server}/key`]);
  const flags = ["--source", "test", "--audio", "test", "--output", list, "--duration", "5", "--status-json", "-"];
  const { code, stdout } = await (await run(flags, { program: join(unpacked, "tallylight") })).ended();
  expect(code).toBe(0);
  const lines = stdout.trim().split("\n").map((line) => StatusLine.parse(JSON.parse(line)));
  expect(lines.filter((line) => line.broadcast.phase === "onAir").length).toBeGreaterThanOrEqual(3);
  const [flv = ""] = await ingest.recordings("key");
  await expectBroadcast(flv, { width: 1280, height: 720, fps: 30 });
  expect(await expectUnbroken(flv, 30)).toBeGreaterThanOrEqual(90);
});
