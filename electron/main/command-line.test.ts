import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseCommandLine } from "./command-line";

const folder = mkdtempSync(join(tmpdir(), "command-line-"));
afterAll(() => rmSync(folder, { recursive: true }));

const parse = (...argv: string[]) =>
  parseCommandLine(argv, { version: "1.2.3", cwd: folder, readFile: (path) => readFileSync(path, "utf8") });

function options(...argv: string[]) {
  const line = parse(...argv);
  if (line.kind !== "launch") throw new Error(line.text);
  return line.options;
}

function refused(...argv: string[]) {
  const line = parse(...argv);
  if (line.kind !== "print") throw new Error("was taken");
  expect(line).toMatchObject({ to: "stderr", exitCode: 2 });
  expect(line.text).toMatch(/^tallylight: /);
  expect(line.text).toContain("--help");
  return line.text;
}

it("asks for nothing when nothing is given", () => {
  expect(options()).toEqual({
    collection: null,
    scene: null,
    sources: { picture: null, audio: null },
    outputs: [],
    overrides: {},
    startStreaming: false,
    startRecording: false,
    rehearse: false,
    hidden: false,
    duration: null,
    statusJson: null,
    userDataDir: null,
  });
});

describe("sources", () => {
  it.each([
    ["test", { kind: "test" }],
    ["camera", { kind: "camera", deviceId: "", label: "" }],
    ["screen", { kind: "screen", sourceId: "", label: "" }],
    ["screen:Screen 2", { kind: "screen", sourceId: "", label: "Screen 2" }],
    ["window:My game: part 2", { kind: "window", sourceId: "", label: "My game: part 2" }],
  ])("--source %s", (value, picture) => {
    expect(options("--source", value).sources.picture).toEqual(picture);
  });

  it.each([
    ["test", [{ kind: "test" }]],
    ["none", []],
    ["default", [{ kind: "microphone", deviceId: "", label: "" }]],
    ["device:USB mic", [{ kind: "microphone", deviceId: "", label: "USB mic" }]],
  ])("--audio %s", (value, audio) => {
    expect(options("--audio", value).sources.audio).toEqual(audio);
  });

  it("refuses others", () => {
    expect(refused("--source", "webcam")).toContain("window:<title>");
    refused("--source", "window:");
    refused("--source", "screen:");
    refused("--audio", "device:");
  });
});

it("opens a collection at a scene", () => {
  expect(options("--collection", "Friday night", "--scene=Pause")).toMatchObject({ collection: "Friday night", scene: "Pause" });
  expect(refused("--source", "test", "--scene", "Pause")).toContain("--scene");
});

describe("the encode", () => {
  it("is overridden field by field", () => {
    expect(options("--size", "1920x1080", "--fps=60", "--bitrate", "6000", "--encoder", "x264").overrides).toEqual({
      size: { width: 1920, height: 1080 },
      fps: 60,
      videoBitrate: 6000,
      encoder: "x264",
    });
  });

  it.each([
    [["--size", "1281x720"], "odd"],
    [["--size", "32x32"], "too small"],
    [["--size", "8000x4000"], "too large"],
    [["--size", "720p"], "1280x720"],
    [["--fps", "0"], "1 to 60"],
    [["--fps", "29.97"], "1 to 60"],
    [["--bitrate", "fast"], "100 to 60000"],
    [["--encoder", "mpeg2"], "x264"],
    [["--duration", "0"], "above 0"],
    [["--duration", ""], "above 0"],
  ])("refuses %j", (argv, said) => {
    expect(refused(...argv)).toContain(said);
  });
});

describe("outputs", () => {
  it("are streams and files, in order", () => {
    const { outputs } = options("--output", "rtmp://h/live/k", "--output", "srt://h:9000", "--output", "a.MP4");
    expect(outputs.map((output) => (output.kind === "file" ? output : output.address.name))).toEqual([
      "rtmp://h/live",
      "srt://h:9000",
      { kind: "file", file: join(folder, "a.MP4"), container: "mp4" },
    ]);
  });

  it("come from a list without comments and blank lines", () => {
    writeFileSync(join(folder, "list.txt"), "# mine\r\nrtmp://h/live/secret-1\r\n\r\n  b.mkv\n");
    const line = parse("--output", "@list.txt");
    expect(line).toMatchObject({ kind: "launch", warnings: [] });
    expect(options("--output", "@list.txt").outputs).toHaveLength(2);
  });

  it("warn when a key stands in the command line", () => {
    for (const shown of ["rtmp://h/live/k", "srt://h:1?passphrase=abcdefghij", "srt://h:1?streamid=x"]) {
      expect(parse("--output", shown)).toMatchObject({ warnings: [{ code: "keys-in-plain-text" }] });
    }
    expect(parse("--output", "srt://h:1", "--output", "c.mkv")).toMatchObject({ warnings: [] });
  });

  it("are refused in words that never repeat a key", () => {
    writeFileSync(join(folder, "bad.txt"), "c.mkv\nhttp://h/live/s3cr3t\n");
    writeFileSync(join(folder, "empty.txt"), "\n");
    expect(refused("--output", "http://h/live/s3cr3t")).not.toContain("s3cr3t");
    expect(refused("--output", "srt://h:1?passphrase=s3cr3t")).not.toContain("s3cr3t");
    expect(refused("--output", "@bad.txt")).toContain("bad.txt, line 2");
    expect(refused("--output", "@bad.txt")).not.toContain("s3cr3t");
    expect(refused("--output", "@empty.txt")).toContain("empty");
    expect(refused("--output", "@nowhere.txt")).toContain("cannot be read");
    expect(refused("--output", "movie.avi")).toContain(".mkv");
    expect(refused("--output", "d.mkv", "--output", "./d.mkv")).toContain("twice");
  });

  it("never overwrite a recording, but take a reserved empty file", () => {
    writeFileSync(join(folder, "kept.mkv"), "media");
    writeFileSync(join(folder, "empty.mkv"), "");
    expect(refused("--output", "kept.mkv")).toContain("exists already");
    expect(options("--output", "empty.mkv").outputs).toHaveLength(1);
  });
});

it("takes the switches and paths", () => {
  expect(
    options("--startstreaming", "--startrecording", "--rehearse", "--hidden", "--minimize-to-tray", "--duration", "2.5"),
  ).toMatchObject({
    startStreaming: true,
    startRecording: true,
    rehearse: true,
    hidden: true,
    overrides: { minimizeToTray: true },
    duration: 2.5,
  });
  expect(options("--replay-buffer", "90").overrides).toEqual({ replaySeconds: 90 });
  expect(refused("--replay-buffer", "19")).toContain("20 to 300 seconds");
  expect(options("--status-json", "-", "--user-data-dir=data")).toMatchObject({
    statusJson: "-",
    userDataDir: join(folder, "data"),
  });
  expect(options("--status-json", "s.jsonl").statusJson).toBe(join(folder, "s.jsonl"));
});

it("lets Chromium's switches pass", () => {
  expect(
    options(
      "--no-sandbox",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      "--use-file-for-fake-video-capture=/x.y4m",
      "--disable-gpu",
      "--enable-features=A,B",
      "--remote-debugging-port=0",
      "--inspect=0",
      "--force-device-scale-factor=2",
      "--lang=ko",
      "--ozone-platform=x11",
      "--rehearse",
    ),
  ).toMatchObject({ rehearse: true });
});

it("refuses what it does not know, with a guess", () => {
  expect(refused("--rehearsal")).toContain("--rehearse");
  expect(refused("--frobnicate")).toContain("unknown option '--frobnicate'");
  expect(refused("stray")).toContain("too many arguments");
  expect(refused("--output")).toContain("argument missing");
});

it("prints help and version to standard output", () => {
  const help = parse("--help");
  expect(help).toMatchObject({ kind: "print", to: "stdout", exitCode: 0 });
  for (const flag of ["--source", "--audio", "--output", "--size", "--status-json", "--user-data-dir"]) {
    expect(help.kind === "print" && help.text).toContain(flag);
  }
  expect(parse("--version")).toEqual({ kind: "print", to: "stdout", exitCode: 0, text: "Tallylight 1.2.3\n" });
});
