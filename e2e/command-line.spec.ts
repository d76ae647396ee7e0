import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { freeTcpPort, freeUdpPort } from "./peers/free-port";
import { expectUnbroken } from "./received";
import { expect, outputList, test } from "./studio";

test("prints its help and its version", async ({ run }) => {
  const [help, version] = await Promise.all([(await run(["--help"])).ended(), (await run(["--version"])).ended()]);
  expect(help.code).toBe(0);
  for (const flag of ["--source", "--output", "--duration", "--status-json", "--user-data-dir"]) expect(help.stdout).toContain(flag);
  expect(version.code).toBe(0);
  expect(version.stdout).toMatch(/^Tallylight \d+\.\d+\.\d+\n$/);
});

test("refuses bad flags with a word and exit code 2", async ({ run }) => {
  const cases: [flags: string[], words: RegExp][] = [
    [["--nonsense"], /--nonsense/],
    [["--size", "641x360"], /odd width or height/],
    [["--output", "ftp://127.0.0.1/live/my-very-secret-key"], /ftp:\/\/.*not supported/],
    [["--output", "srt://127.0.0.1:9000?passphrase=tooshort"], /passphrase.*wrong length/],
  ];
  const answers = await Promise.all(cases.map(async ([flags]) => (await run(flags)).ended()));
  answers.forEach(({ code, stdout, stderr }, i) => {
    expect(stderr).toMatch(cases[i]?.[1] ?? /$^/);
    expect(stderr).toContain("tallylight --help");
    expect(stderr).not.toMatch(/my-very-secret-key|tooshort/);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

test("names every output that failed, and the others are whole", async ({ folder, run }) => {
  const taken = createSocket("udp4");
  const port = await freeUdpPort();
  taken.bind(port, "127.0.0.1");
  await once(taken, "listening");
  const unreachable = `rtmp://127.0.0.1:${await freeTcpPort()}/live`;
  const file = join(folder, "good.mkv");
  const outputs = [
    `${unreachable}/my-very-secret-key`,
    `srt://127.0.0.1:${port}?mode=listener`,
    join(folder, "missing", "a.mkv"),
    // Nobody may make files there, not even root.
    "/proc/b.mp4",
    file,
  ];
  const flags = ["--source", "test", "--audio", "test", "--output", await outputList(folder, outputs), "--duration", "6"];
  const { code, stderr, lines } = await (await run(flags)).ended();
  taken.close();

  expect(code).toBe(1);
  for (const name of [unreachable, `srt://127.0.0.1:${port}`, "a.mkv", "b.mp4"]) expect(stderr).toContain(`output failed: ${name}`);
  expect(stderr).not.toContain("good.mkv");
  expect(stderr).toMatch(/folder .*missing.* does not exist/);
  expect(stderr).toMatch(/folder .*\/proc.* cannot be written to/);
  expect(stderr + JSON.stringify(lines)).not.toContain("my-very-secret-key");

  const last = lines.filter((line) => line.encoder.phase === "running").at(-1);
  expect(last?.broadcast.phase).toBe("failing");
  const [rtmp, srt] = last?.destinations ?? [];
  expect(rtmp?.problem?.code).toBe("connection-refused");
  expect(rtmp?.attempt, "a failed first connect is tried again").toBeGreaterThanOrEqual(2);
  expect(srt?.problem?.code).toBe("port-in-use");
  expect(last?.problems.join("\n")).toMatch(/does not accept connections[^]*in use by another program/);
  expect(await expectUnbroken(file, 30)).toBe(lines.at(-1)?.program.frames);
});

test("says in the terminal and in the window that ffmpeg is missing", async ({ folder, run, open }) => {
  const options = { env: { FFMPEG_BIN: join(folder, "no-such-ffmpeg") } };
  const flags = ["--source", "test", "--output", join(folder, "x.mkv"), "--duration", "3"];
  const { code, stderr } = await (await run(flags, options)).ended();
  expect(stderr).toContain("FFmpeg was not found on this computer.");
  expect(code).toBe(1);
  expect((await readdir(folder)).filter((name) => name.endsWith(".mkv"))).toEqual([]);

  const { page } = await open([], options);
  await expect(page.getByText("FFmpeg was not found on this computer.").first()).toBeVisible();
});
