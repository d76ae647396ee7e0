import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { ArmedDestination } from "../../electron/contract/engine";
import { startBadProxy } from "../peers/bad-proxy";
import { startBadUdpProxy } from "../peers/bad-udp-proxy";
import { freeUdpPort } from "../peers/free-port";
import { type Ingest, startIngest } from "../peers/nginx-rtmp";
import { type SrtPeer, startSrtPeer } from "../peers/srt";
import { startTlsProxy } from "../peers/tls-proxy";

export type Protocol = "RTMP" | "RTMPS" | "SRT";

/** A way from the engine to a server of its own, with a bad network between them that can be made worse. */
export interface Line {
  readonly protocol: Protocol;
  readonly armed: ArmedDestination;
  readonly network: Network;
  readonly server: Server;
  stop(): Promise<void>;
}

/** All of these last until they are taken back. */
export interface Network {
  delay(ms: number): void;
  /** kb/s; null for as much as comes. */
  throttle(kbps: number | null): void;
  /** Share of packets, 0…1; SRT alone, TCP loses none. */
  lose(share: number): void;
  /** Nothing is carried any more, and what waits is kept for `resume`. */
  stall(): void;
  resume(): void;
  /** As where a cable was pulled: after `mend` new connections work, and those from before are unknown to the server. */
  cut(): void;
  mend(): void;
  /** The server forgets the connection and nobody is told; what comes after is good. TCP alone. */
  halfOpen(): void;
  /** The server is there, and takes nothing any more until `mend`. SRT alone. */
  takeNothing(): void;
  /** Nobody is there. */
  close(): Promise<void>;
  open(): Promise<void>;
}

export interface Server {
  /** The connection is ended by the server: TCP is reset, SRT says good-bye. Who calls again is welcome. */
  hangUp(): Promise<void>;
  freeze(): void;
  thaw(): void;
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Files with all that ever arrived. */
  files(): Promise<string[]>;
}

export interface LineOptions {
  /** Also its stream key; letters. */
  readonly name: string;
  readonly folder: string;
  /** The server says no: to the key or to the passphrase. */
  readonly refuses?: boolean;
  /** The server forgets who sends nothing, so that the same key may be used from another place. */
  readonly dropsIdle?: boolean;
  /** Nothing is between engine and server. */
  readonly direct?: boolean;
  /** Address of this computer where the network begins. */
  readonly host?: string;
  /** What the engine calls it; by its address when not given. */
  readonly called?: string | undefined;
}

const LOCAL = "127.0.0.1";

/** Bytes that ever arrived at the server. */
export async function arrived(server: Server): Promise<number> {
  const sizes = await Promise.all((await server.files()).map((file) => stat(file).then(({ size }) => size, () => 0)));
  return sizes.reduce((a, b) => a + b, 0);
}

/** Starts server and network. */
export function startLine(protocol: Protocol, options: LineOptions): Promise<Line> {
  return protocol === "SRT" ? srtLine(options) : tcpLine(protocol, options);
}

async function tcpLine(protocol: "RTMP" | "RTMPS", { name, refuses = false, dropsIdle = false, direct = false, host = LOCAL, called = host }: LineOptions): Promise<Line> {
  const ingestOptions = { record: true, append: true, dropsIdle, refuse: refuses ? [name] : [] };
  const ingests: Ingest[] = [await startIngest(ingestOptions)];
  const ingest = (): Ingest => ingests[ingests.length - 1] as Ingest; // there is always one
  const { port } = ingest();
  const tls = protocol === "RTMPS" ? await startTlsProxy(port) : null;
  const proxy = await startBadProxy(tls?.port ?? port, host);
  const server = `${protocol.toLowerCase()}://${called}:${direct ? (tls?.port ?? port) : proxy.port}/live`;
  return {
    protocol,
    armed: {
      destination: { id: name, name, enabled: true, target: { protocol: "rtmp", service: "custom", server } },
      secrets: { streamKey: name },
    },
    network: {
      delay: (ms) => proxy.delay(ms),
      throttle: (kbps) => proxy.throttle(kbps),
      lose: () => undefined,
      stall: () => proxy.stall(),
      resume: () => proxy.resume(),
      cut() {
        proxy.halfOpen();
        proxy.stall();
      },
      mend: () => proxy.resume(),
      halfOpen: () => proxy.halfOpen(),
      takeNothing: () => undefined,
      close: () => proxy.close(),
      open: () => proxy.open(),
    },
    server: {
      hangUp: async () => proxy.reset(),
      freeze: () => ingest().freeze(),
      thaw: () => ingest().thaw(),
      kill: () => ingest().kill(),
      async restart() {
        ingests.push(await startIngest({ ...ingestOptions, port }));
      },
      files: async () => (await Promise.all(ingests.map((each) => each.recordings(name)))).flat(),
    },
    async stop() {
      await proxy.stop();
      await tls?.stop();
      await Promise.all(ingests.map((each) => each.stop()));
    },
  };
}

const PASSPHRASE = "nobody reads this 1";

async function srtLine({ name, folder, refuses = false, direct = false, host = LOCAL, called = host }: LineOptions): Promise<Line> {
  const port = await freeUdpPort();
  const files: string[] = [];
  const start = (): Promise<SrtPeer> => {
    files.push(join(folder, `${name}-${files.length}.ts`));
    return startSrtPeer({ mode: "listener", port, file: files.at(-1) ?? "", ...(refuses ? { passphrase: PASSPHRASE } : {}) });
  };
  let peer = await start();
  const proxy = await startBadUdpProxy(port, host);
  const target = { protocol: "srt", mode: "caller", host: called, port: direct ? port : proxy.port, latency: 500, keyLength: 0 } as const;
  return {
    protocol: "SRT",
    armed: {
      destination: { id: name, name, enabled: true, target: { ...target, keyLength: refuses ? 128 : 0 } },
      secrets: refuses ? { passphrase: `${PASSPHRASE}, but wrong` } : {},
    },
    network: {
      delay: (ms) => proxy.delay(ms),
      throttle: (kbps) => proxy.throttle(kbps),
      lose: (share) => proxy.lose(share),
      stall: () => proxy.stall(),
      resume: () => proxy.resume(),
      cut: () => proxy.cut(),
      mend: () => proxy.mend(),
      halfOpen: () => undefined,
      takeNothing: () => proxy.takeNothing(),
      close: () => proxy.close(),
      open: () => proxy.open(),
    },
    server: {
      async hangUp() {
        await peer.stop();
        peer = await start();
      },
      freeze: () => peer.freeze(),
      thaw: () => peer.thaw(),
      kill: () => peer.kill(),
      async restart() {
        peer = await start();
      },
      files: async () => files,
    },
    async stop() {
      await proxy.stop();
      await peer.kill();
    },
  };
}
