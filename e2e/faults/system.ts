import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { promisify } from "node:util";
import { descendants } from "../peers/processes";
import { broadcastWith, trialsOf } from "./broadcast";
import type { EngineProcess } from "./engine-process";
import type { Limits, NetworkFault, Row, SoloFault } from "./fault";

const run = promisify(execFile);
const everywhere = ["RTMP", "RTMPS", "SRT"] as const;
/** Seconds within which a stream is back. */
const BACK = 2;

/** Whatever is told is right, as long as it comes back. */
const survived: Limits = { recovery: BACK, told: ["live"] };

const encoderKilled: NetworkFault = {
  name: "encoder killed",
  protocols: everywhere,
  async happens(line, engine) {
    const encoder = descendants(engine.pid).find(({ command }) => / -f rawvideo .* pipe:1/.test(command));
    // what happens to all destinations happens once
    if (encoder !== undefined && line.protocol === "RTMP") process.kill(encoder.pid, "SIGKILL");
  },
  limits: { ...survived, hole: BACK },
};

const publisherKilled: NetworkFault = {
  name: "ffmpeg of the destination killed",
  protocols: ["SRT"],
  async happens(_line, engine) {
    const publisher = descendants(engine.pid).find(({ command }) => command.includes(" srt://"));
    if (publisher === undefined) throw new Error("there is no publisher");
    process.kill(publisher.pid, "SIGKILL");
  },
  limits: { recovery: BACK, told: ["publisher-died", "connection-lost"] },
};

const suspended: NetworkFault = {
  name: "suspended for 12 s",
  protocols: everywhere,
  async happens(line, engine) {
    if (line.protocol === "RTMP") await suspend(engine, 12_000);
    else await pass(12_000);
  },
  limits: survived,
};

/** Everything of the engine stands still for so many ms, as while a computer sleeps. */
async function suspend(engine: EngineProcess, ms: number): Promise<void> {
  const all = [engine.pid, ...descendants(engine.pid).map(({ pid }) => pid)];
  for (const pid of all) process.kill(pid, "SIGSTOP");
  await pass(ms);
  for (const pid of [...all].reverse()) process.kill(pid, "SIGCONT");
}

const FAKETIME = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/faketime/libfaketimeMT.so.1`;

/** The engine's clock alone: this computer's is not touched. */
async function clockSet(root: string): Promise<Row[]> {
  if (!existsSync(FAKETIME)) throw new Error("libfaketime is not installed (Debian: apt-get install libfaketime)");
  const folder = await mkdtemp(join(tmpdir(), "tallylight-clock-"));
  const clock = join(folder, "offset");
  await writeFile(clock, "+0");
  const env = { LD_PRELOAD: FAKETIME, FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_NO_CACHE: "1", FAKETIME_DONT_FAKE_MONOTONIC: "1", DONT_FAKE_MONOTONIC: "1" };
  const fault: NetworkFault = {
    name: "clock set back by an hour, and on again",
    protocols: everywhere,
    async happens(_line, engine) {
      const before = engine.status.at;
      await writeFile(clock, "-3600");
      await engine.goesOn(4);
      if (engine.status.at > before) throw new Error("the clock was not set back");
      await writeFile(clock, "+0");
      await engine.goesOn(4);
    },
    limits: { lost: 0, sound: 0, hole: 0, told: [] },
  };
  try {
    return await broadcastWith(trialsOf([fault]), { root, env, toAll: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A network of two computers, the other one being the engine's, and its only cable. */
async function ownNetwork(root: string, fault: Omit<NetworkFault, "happens">, happens: (ip: (...words: string[]) => Promise<void>, cable: string) => Promise<void>): Promise<Row[]> {
  const name = `tallylight${process.pid}`;
  const [here, there] = [`tl${process.pid}a`, `tl${process.pid}b`];
  const ip = async (...words: string[]): Promise<void> => void (await run("ip", words));
  await ip("netns", "add", name);
  try {
    await ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", name);
    await ip("addr", "add", "10.213.77.1/24", "dev", here);
    await ip("link", "set", here, "up");
    await ip("-n", name, "addr", "add", "10.213.77.2/24", "dev", there);
    await ip("-n", name, "link", "set", "lo", "up");
    await ip("-n", name, "link", "set", there, "up");
    let once: Promise<void> | null = null;
    const whole: NetworkFault = {
      ...fault,
      happens: () => (once ??= happens((...words) => ip("-n", name, ...words), there)),
    };
    return await broadcastWith(trialsOf([whole]), { root, within: ["ip", "netns", "exec", name], host: "10.213.77.1", dropsIdle: true, toAll: true });
  } finally {
    await ip("link", "del", here).catch(() => undefined); // there is none when it could not be made
    await ip("netns", "del", name);
  }
}

/** The engine is told of no authority that signed the server's certificate. */
async function certificateRefused(root: string): Promise<Row[]> {
  const fault: NetworkFault = {
    name: "certificate that nobody vouches for",
    protocols: ["RTMPS"],
    refuses: true,
    live: false,
    happens: (_line, engine) => engine.goesOn(4),
    limits: { told: ["tls-failed"] },
  };
  return broadcastWith(trialsOf([fault]), { root, env: { NODE_EXTRA_CA_CERTS: "" }, neighbours: ["RTMP", "SRT"] });
}

const addressChanged = (root: string): Promise<Row[]> =>
  ownNetwork(root, { name: "network address changed", protocols: everywhere, limits: { recovery: BACK, noticed: 8.5, told: ["live"] } }, async (ip, cable) => {
    await ip("addr", "del", "10.213.77.2/24", "dev", cable);
    await ip("addr", "add", "10.213.77.3/24", "dev", cable);
    await pass(20_000);
  });

const interfaceDown = (root: string): Promise<Row[]> =>
  ownNetwork(root, { name: "network interface down for 20 s", protocols: everywhere, limits: survived }, async (ip, cable) => {
    await ip("link", "set", cable, "down");
    await pass(20_000);
    await ip("link", "set", cable, "up");
  });

export const systemFaults: readonly SoloFault[] = [
  ...[encoderKilled, publisherKilled, suspended].map((fault) => ({ name: fault.name, try: (root: string) => broadcastWith(trialsOf([fault]), { root, toAll: true }) })),
  { name: "clock set back by an hour", try: clockSet },
  { name: "certificate that nobody vouches for", try: certificateRefused },
  { name: "network address changed", try: addressChanged },
  { name: "network interface down", try: interfaceDown },
];
