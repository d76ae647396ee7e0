import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { ProblemError } from "../../contract/problem";

/** Where the sides that only ffmpeg knows of are. */
export const LOOPBACK = "127.0.0.1";
/** Bytes a socket may hold: ffmpeg sends a keyframe at once. The system takes as much of it as it allows. */
const BUFFER = 1 << 20;

/** What is hidden behind a host name, IPv4 and IPv6, or an address, also in brackets. Rejects with "host-unknown". */
export async function addressesOf(host: string): Promise<{ address: string; family: number }[]> {
  try {
    return await lookup(host.replace(/^\[|\]$/g, ""), { all: true });
  } catch (thrown) {
    throw new ProblemError({ code: "host-unknown", detail: messageOf(thrown) });
  }
}

/**
 * One side of a relay: a UDP socket and whom it talks to. What goes wrong in sending is the network's way to lose
 * packets, which SRT knows how to deal with; only that nobody is there (ICMP) is told.
 */
export class Side {
  onPacket: (packet: Buffer, from: RemoteInfo) => void = () => undefined;
  onRefused: () => void = () => undefined;
  private readonly socket: Socket;
  private connected = false;
  /** What is to be sent as soon as the socket has turned to the other side. */
  private early: Buffer[] = [];
  private closed = false;

  constructor(family: number) {
    this.socket = createSocket(family === 6 ? "udp6" : "udp4");
    this.socket.on("message", (packet, from) => this.onPacket(packet, from));
    this.socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" && !this.closed) this.onRefused();
    });
  }

  /** Takes a port of this computer, 0 for any. Rejects with "port-in-use", "connection-refused" or "publisher-died". */
  async bind(port: number, address: string): Promise<void> {
    try {
      this.socket.bind({ port, address, exclusive: true });
      await once(this.socket, "listening");
    } catch (thrown) {
      throw bindProblem(thrown);
    }
    this.widen();
  }

  get port(): number {
    return this.socket.address().port;
  }

  /** From now on it talks to this address and hears nobody else. False: there is no way there. */
  turnTo(port: number, address: string): Promise<boolean> {
    return new Promise((resolve) => {
      // the types leave out that the callback hears of failures
      this.socket.connect(port, address, ((error?: Error) => {
        this.connected = error === undefined && !this.closed;
        if (this.connected) {
          this.widen();
          for (const packet of this.early) this.socket.send(packet);
        }
        this.early = [];
        resolve(this.connected);
      }) as () => void);
    });
  }

  send(packet: Buffer): void {
    if (this.connected) this.socket.send(packet);
    else if (!this.closed) this.early.push(packet);
  }

  /** To somebody it has not turned to. */
  sendTo(packet: Buffer, port: number, address: string): void {
    if (!this.closed) this.socket.send(packet, port, address);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.connected = false;
    this.socket.close();
  }

  private widen(): void {
    try {
      this.socket.setRecvBufferSize(BUFFER);
      this.socket.setSendBufferSize(BUFFER);
    } catch {
      // a system that refuses instead of giving less: it stays as it is
    }
  }
}

function bindProblem(thrown: unknown): ProblemError {
  const code = (thrown as NodeJS.ErrnoException).code;
  const detail = messageOf(thrown);
  if (code === "EADDRINUSE") return new ProblemError({ code: "port-in-use", detail });
  return new ProblemError({ code: code === "EADDRNOTAVAIL" ? "connection-refused" : "publisher-died", detail });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
