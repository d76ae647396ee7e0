import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A bad network before a TCP port of 127.0.0.1. */
export class BadProxy {
  readonly port: number;
  private readonly server: Server;
  private readonly to: number;
  private readonly clients = new Set<Socket>();
  private stalled = false;

  constructor(server: Server, to: number) {
    this.server = server;
    this.to = to;
    this.port = (server.address() as AddressInfo).port;
    server.on("connection", (socket) => this.take(socket));
  }

  /** How many are connected. */
  get connections(): number {
    return this.clients.size;
  }

  /** Nothing is read any more; connections stay, and new ones are accepted and not read either. */
  stall(): void {
    this.stalled = true;
    for (const socket of this.clients) socket.pause();
  }

  resume(): void {
    this.stalled = false;
    for (const socket of this.clients) socket.resume();
  }

  /** Every connection is reset. */
  reset(): void {
    for (const socket of this.clients) socket.resetAndDestroy();
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
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
  }

  async stop(): Promise<void> {
    if (this.server.listening) await this.close();
  }

  private take(socket: Socket): void {
    this.clients.add(socket);
    const inner = connect(this.to, "127.0.0.1");
    const end = (): void => {
      socket.destroy();
      inner.destroy();
      this.clients.delete(socket);
    };
    socket.on("error", end).on("close", end);
    inner.on("error", end).on("close", end);
    // not piped: only a stall holds bytes back
    socket.on("data", (bytes: Buffer) => inner.write(bytes));
    inner.on("data", (bytes: Buffer) => socket.write(bytes));
    if (this.stalled) socket.pause();
  }
}

export async function startBadProxy(to: number): Promise<BadProxy> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return new BadProxy(server, to);
}
