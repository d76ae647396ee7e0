import { descendants } from "../peers/processes";
import { until } from "../peers/until";
import { BITRATE, type EngineProcess } from "./engine-process";
import type { NetworkFault } from "./fault";
import type { Line } from "./line";

/** Encoded with sound and framing, in kb/s: what a network must carry. */
const NEEDED = BITRATE * 1.1;
/** Seconds within which a server that can be reached again has the picture. */
const BACK = 2;
/** Of a server that stops reading for 15 s, OBS Studio 29 loses 4.3 s of picture at 3000 kb/s, 2.0 s of it in one piece. */
const OBS_STALL = { lost: 4.3, hole: 2 };
/** Seconds after which a connection that takes nothing is dead, and what looking at it adds. */
const DEAD = 8.5;

const everywhere = ["RTMP", "RTMPS", "SRT"] as const;
const overTcp = ["RTMP", "RTMPS"] as const;

const away = ["connection-lost", "connection-refused", "unreachable"] as const;

/** Nobody is there for so many seconds. */
const outage =
  (seconds: number) =>
  async ({ network }: Line, engine: EngineProcess): Promise<void> => {
    await network.close();
    await engine.goesOn(seconds);
    await network.open();
  };

const stall =
  (seconds: number) =>
  async ({ network }: Line, engine: EngineProcess): Promise<void> => {
    network.stall();
    await engine.goesOn(seconds);
    network.resume();
  };

const phaseOf = ({ armed }: Line, engine: EngineProcess) => engine.status.destinations.find(({ id }) => id === armed.destination.id)?.phase;

const hangsUpThrice: Omit<NetworkFault, "protocols"> = {
  name: "server hangs up three times",
  async happens(line, engine) {
    for (let times = 0; times < 3; times += 1) {
      await line.server.hangUp();
      await until("the loss", () => phaseOf(line, engine) === "reconnecting");
      await until("the return", () => phaseOf(line, engine) === "live");
    }
  },
  limits: { recovery: BACK, told: ["connection-lost"] },
};

/** Seconds each, and all of them at once. */
export const quickFaults: readonly NetworkFault[] = [
  {
    name: "server hangs up",
    protocols: everywhere,
    happens: ({ server }) => server.hangUp(),
    limits: { recovery: BACK, told: ["connection-lost"] },
  },
  { name: "nobody there for 3 s", protocols: overTcp, happens: outage(3), limits: { recovery: BACK, told: away } },
  // each side of SRT waits for the other for 5 s before it takes another call, or makes one
  { name: "nobody there for 8 s", protocols: ["SRT"], happens: outage(8), limits: { recovery: BACK, told: away } },
  { ...hangsUpThrice, protocols: overTcp },
  { name: "server stops reading for 4 s", protocols: overTcp, happens: stall(4), limits: { hole: OBS_STALL.hole, sound: 0, recovery: BACK, told: [] } },
  {
    name: "300 ms of delay each way",
    protocols: overTcp,
    before: ({ network }) => network.delay(300),
    happens: (_line, engine) => engine.goesOn(5),
    limits: { lost: 0, sound: 0, told: [] },
  },
  {
    name: "half as fast as needed for 6 s",
    protocols: overTcp,
    async happens({ network }, engine) {
      network.throttle(NEEDED / 2);
      await engine.goesOn(6);
      network.throttle(null);
    },
    limits: { hole: OBS_STALL.hole, sound: 0, told: [] },
  },
  {
    name: "ffmpeg of the destination killed",
    protocols: overTcp,
    async happens({ armed: { destination } }, engine) {
      const { target } = destination;
      const publisher = descendants(engine.pid).find(({ command }) => target.protocol === "rtmp" && command.includes(target.server));
      if (publisher !== undefined) process.kill(publisher.pid, "SIGKILL");
    },
    limits: { recovery: BACK, told: ["publisher-died"] },
  },
  { name: "key refused", protocols: overTcp, refuses: true, live: false, happens: (_line, engine) => engine.goesOn(3), limits: { told: ["key-refused"] } },
  { name: "passphrase refused", protocols: ["SRT"], refuses: true, live: false, happens: (_line, engine) => engine.goesOn(3), limits: { told: ["passphrase-refused"] } },
];

/** Those that take long. */
export const slowFaults: readonly NetworkFault[] = [
  { ...hangsUpThrice, protocols: ["SRT"] },
  {
    name: "100 ms of delay each way",
    protocols: ["SRT"],
    before: ({ network }) => network.delay(100),
    happens: (_line, engine) => engine.goesOn(8),
    limits: { lost: 0, sound: 0, told: [] },
  },
  {
    name: "50 ms of delay each way, 2 % of packets lost",
    protocols: ["SRT"],
    before({ network }) {
      network.delay(50);
      network.lose(0.02);
    },
    happens: (_line, engine) => engine.goesOn(5),
    limits: { lost: 0, sound: 0, told: [] },
  },
  {
    name: "server stops reading for 15 s",
    protocols: overTcp,
    happens: stall(15),
    limits: { ...OBS_STALL, recovery: BACK, told: ["live", "not-delivering"] },
  },
  { name: "nothing carried for 15 s", protocols: ["SRT"], happens: stall(15), limits: { recovery: BACK, told: away } },
  {
    name: "half as fast as needed for 20 s",
    protocols: everywhere,
    async happens({ network }, engine) {
      network.throttle(NEEDED / 2);
      await engine.goesOn(20);
      network.throttle(null);
    },
    limits: { hole: OBS_STALL.hole, sound: 0, told: [] },
  },
  { name: "nobody there for 10 s", protocols: everywhere, happens: outage(10), limits: { recovery: BACK, told: away } },
  { name: "nobody there for 60 s", protocols: everywhere, happens: outage(60), limits: { recovery: BACK, told: away } },
  {
    name: "server forgets the connection (half-open)",
    protocols: overTcp,
    async happens(line, engine) {
      line.network.halfOpen();
      await until("the loss", () => phaseOf(line, engine) !== "live", 30_000);
    },
    limits: { recovery: BACK, noticed: DEAD, told: ["not-delivering"] },
  },
  {
    name: "receiver answers, but acknowledges nothing more",
    protocols: ["SRT"],
    async happens(line, engine) {
      line.network.takeNothing();
      await until("the loss", () => phaseOf(line, engine) !== "live", 30_000);
      line.network.mend();
    },
    limits: { recovery: BACK, noticed: DEAD, told: ["not-delivering"] },
  },
  {
    name: "receiver takes the call and acknowledges nothing for 12 s",
    protocols: ["SRT"],
    live: false,
    before: ({ network }) => network.takeNothing(),
    async happens({ network }, engine) {
      await engine.goesOn(12);
      network.mend();
    },
    limits: { recovery: BACK, told: ["not-delivering"] },
  },
  {
    name: "cable pulled for 20 s",
    protocols: everywhere,
    async happens({ network }, engine) {
      network.cut();
      await engine.goesOn(20);
      network.mend();
    },
    limits: { recovery: BACK, noticed: DEAD, told: [...away, "not-delivering", "timed-out"] },
  },
  {
    name: "server killed, another started after 6 s",
    protocols: everywhere,
    async happens({ server, network }, engine) {
      await Promise.all([server.kill(), network.close()]);
      await engine.goesOn(6);
      await server.restart();
      await network.open();
    },
    limits: { recovery: BACK, told: away },
  },
  {
    name: "server frozen for 6 s",
    protocols: overTcp,
    async happens({ server }, engine) {
      server.freeze();
      await engine.goesOn(6);
      server.thaw();
    },
    limits: { hole: OBS_STALL.hole, sound: 0, recovery: BACK, told: [] },
  },
  {
    // an SRT receiver that is not heard of for 5 s is gone
    name: "server frozen for 8 s",
    protocols: ["SRT"],
    async happens({ server }, engine) {
      server.freeze();
      await engine.goesOn(8);
      server.thaw();
    },
    limits: { recovery: BACK, told: [...away, "not-delivering"] },
  },
  {
    name: "server takes the call and says nothing for 18 s",
    protocols: overTcp,
    live: false,
    before: ({ network }) => network.stall(),
    async happens({ network }, engine) {
      await engine.goesOn(18);
      network.resume();
    },
    limits: { recovery: BACK, told: ["timed-out"] },
  },
  {
    name: "nobody there from the start, for 6 s",
    protocols: everywhere,
    live: false,
    before: ({ network }) => network.close(),
    async happens({ network }, engine) {
      await engine.goesOn(6);
      await network.open();
    },
    limits: { recovery: BACK, told: away },
  },
  {
    name: "switched off while nothing is carried",
    protocols: everywhere,
    async happens({ network, armed }, engine) {
      network.stall();
      await engine.goesOn(3);
      const asked = performance.now();
      await engine.command({ type: "removeDestination", id: armed.destination.id });
      const took = (performance.now() - asked) / 1000;
      if (took > 5) throw new Error(`it took ${took.toFixed(1)} s to stop, 5 at most`);
    },
    limits: { told: ["stopping"] },
  },
  {
    name: "taken out, put in again and edited while live",
    protocols: everywhere,
    async happens(line, engine) {
      const { armed } = line;
      await engine.command({ type: "removeDestination", id: armed.destination.id });
      await engine.command({ type: "addDestination", destination: armed });
      await until("the destination to be live", () => phaseOf(line, engine) === "live");
      const renamed = { ...armed, destination: { ...armed.destination, name: `${armed.destination.name} again` } };
      await engine.command({ type: "addDestination", destination: renamed });
      await engine.command({ type: "retryDestination", id: armed.destination.id });
    },
    limits: { recovery: BACK, told: ["connecting", "live"] },
  },
  // RFC 6761: this name is nobody's for ever
  { name: "name that no computer has", protocols: everywhere, refuses: true, called: "nobody.invalid", live: false, happens: (_line, engine) => engine.goesOn(5), limits: { told: ["host-unknown"] } },
];

/** On a stream of 8000 kb/s: the buffers of the system are full in a few seconds, and what is lost is ours to choose. */
export const fastStreamFaults: readonly NetworkFault[] = [
  { name: "server stops reading for 8 s, at 8000 kb/s", protocols: overTcp, happens: stall(8), limits: { hole: OBS_STALL.hole, sound: 0, recovery: BACK, told: [] } },
  {
    name: "server stops reading for 15 s, at 8000 kb/s",
    protocols: overTcp,
    happens: stall(15),
    // what takes nothing for 8 s is a dead link, and rightly given up
    limits: { recovery: BACK, told: ["not-delivering", "live"] },
  },
];
