import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

const LOCAL = "127.0.0.1";

/** A bad network before a TCP port of 127.0.0.1. */
export class BadProxy {
  readonly port: number;
  private readonly server: Server;
  private readonly host: string;
  private readonly to: number;
  /** Each with its way to the server. */
  private readonly clients = new Map<Socket, Socket>();
  private stalled = false;
  private latency = 0;
  /** kb/s; null for as much as comes. */
  private rate: number | null = null;

  constructor(server: Server, to: number) {
    this.server = server;
    this.to = to;
    ({ address: this.host, port: this.port } = server.address() as AddressInfo);
    server.on("connection", (socket) => this.take(socket));
  }

  /** How many are connected. */
  get connections(): number {
    return this.clients.size;
  }

  /** Nothing is read any more; connections stay, and new ones are accepted and not read either. */
  stall(): void {
    this.stalled = true;
    for (const socket of this.clients.keys()) socket.pause();
  }

  resume(): void {
    this.stalled = false;
    for (const socket of this.clients.keys()) socket.resume();
  }

  /** All bytes take `ms` longer, on each way. */
  delay(ms: number): void {
    this.latency = ms;
  }

  /** Each connection carries at most so many kb/s to the server; null ends it. */
  throttle(kbps: number | null): void {
    this.rate = kbps;
  }

  /** Every connection is reset. */
  reset(): void {
    for (const socket of this.clients.keys()) socket.resetAndDestroy();
  }

  /** Half-open: the server has forgotten every connection, and clients are not told before `resume`; new ones are good ones. */
  halfOpen(): void {
    for (const [socket, inner] of this.clients) {
      socket.pause();
      inner.removeAllListeners("close");
      inner.resetAndDestroy();
    }
  }

  /** Resets every connection and refuses new ones. */
  async close(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.reset();
    await closed;
  }

  /** Takes connections again after `close`. */
  async open(): Promise<void> {
    this.server.listen(this.port, this.host);
    await once(this.server, "listening");
  }

  async stop(): Promise<void> {
    if (this.server.listening) await this.close();
  }

  private take(socket: Socket): void {
    const inner = connect(this.to, LOCAL);
    this.clients.set(socket, inner);
    const end = (): void => {
      socket.destroy();
      inner.destroy();
      this.clients.delete(socket);
    };
    socket.on("error", end).on("close", end);
    inner.on("error", end).on("close", end);
    // not piped: only a stall or a throttle holds bytes back
    socket.on("data", (bytes: Buffer) => {
      if (inner.destroyed) return void socket.resetAndDestroy();
      this.late(() => inner.write(bytes));
      if (this.rate !== null) this.rest(socket, (bytes.length * 8) / this.rate);
    });
    inner.on("data", (bytes: Buffer) => this.late(() => socket.write(bytes)));
    if (this.stalled) socket.pause();
  }

  private late(carry: () => void): void {
    if (this.latency === 0) carry();
    else setTimeout(carry, this.latency);
  }

  /** Reads nothing more for so many ms. */
  private rest(socket: Socket, ms: number): void {
    socket.pause();
    setTimeout(() => {
      if (!this.stalled) socket.resume();
    }, ms);
  }
}

/** `host`: an address of this computer at which clients call. */
export async function startBadProxy(to: number, host = LOCAL): Promise<BadProxy> {
  const server = createServer();
  server.listen(0, host);
  await once(server, "listening");
  return new BadProxy(server, to);
}
