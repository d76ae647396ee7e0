import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";

/** Which way packets go: out from the client to the server, back from it. */
export type Way = "out" | "back";

/** SRT's control packets of types 1 and 2 (draft, 3.2.3 and 3.2.4), and bytes of the first. */
const KEEP_ALIVE = 0x8001;
const ACK = 0x8002;
const KEEP_ALIVE_LENGTH = 20;

/** A bad network before a UDP port of 127.0.0.1, where an SRT server listens. Each client reaches it from a port of its own. */
export class BadUdpProxy {
  readonly port: number;
  private readonly host: string;
  private readonly to: number;
  private readonly wires: Record<Way, Wire> = { out: new Wire(), back: new Wire() };
  private readonly inner = new Map<string, Socket>();
  private socket: Socket;
  private deaf = false;

  constructor(socket: Socket, to: number) {
    this.socket = socket;
    this.to = to;
    ({ address: this.host, port: this.port } = socket.address());
    this.listen();
  }

  /** Packets taken from clients, and of all packets those that never arrived. */
  get counted(): { readonly taken: number; readonly lost: number } {
    return { taken: this.wires.out.taken, lost: this.wires.out.lost + this.wires.back.lost };
  }

  /** Every packet takes `ms` longer, on each way. */
  delay(ms: number): void {
    for (const wire of Object.values(this.wires)) wire.delay = ms;
  }

  /** This share of packets (0…1) is lost, evenly at random and the same in every run. */
  lose(share: number, way: Way = "out"): void {
    this.wires[way].loss = share;
  }

  /** Out go at most so many kb/s; `buffer` bytes wait for their turn and what is more is lost. Null ends it. */
  throttle(kbps: number | null, buffer = 64_000): void {
    this.wires.out.rate = kbps;
    this.wires.out.buffer = buffer;
  }

  /** Packets of both ways wait until `resume`. */
  stall(): void {
    for (const wire of Object.values(this.wires)) wire.stall();
  }

  resume(): void {
    for (const wire of Object.values(this.wires)) wire.resume();
  }

  /** Packets of both ways are lost without a word, as where a cable was pulled, until `mend`. */
  cut(): void {
    for (const wire of Object.values(this.wires)) wire.cut = true;
  }

  /** Half-open: packets of one way only are lost, until `mend`. */
  cutOnly(way: Way): void {
    this.wires[way].cut = true;
  }

  /** The SRT server is there and takes nothing any more: for acknowledgements it says that it is alive, until `mend`. */
  takeNothing(): void {
    this.deaf = true;
  }

  mend(): void {
    this.deaf = false;
    for (const wire of Object.values(this.wires)) wire.cut = false;
  }

  /** The port is closed: who sends to it is told so (ICMP), and clients are forgotten. */
  async close(): Promise<void> {
    for (const wire of Object.values(this.wires)) wire.clear();
    const sockets = [this.socket, ...this.inner.values()];
    this.inner.clear();
    await Promise.all(sockets.map((socket) => once(socket.close(), "close")));
  }

  /** Takes packets again after `close`. */
  async open(): Promise<void> {
    this.socket = await bound(this.port, this.host);
    this.listen();
  }

  async stop(): Promise<void> {
    await this.close().catch(() => undefined);
  }

  private listen(): void {
    const { socket } = this;
    socket.on("error", () => undefined);
    socket.on("message", (packet, { address, port }: RemoteInfo) => {
      const name = `${address}:${port}`;
      let inner = this.inner.get(name);
      if (inner === undefined) {
        inner = createSocket("udp4");
        inner.on("error", () => undefined); // nobody listens there: for the client that is silence
        inner.on("message", (came) => {
          const answer = this.deaf ? withoutAcknowledgement(came) : came;
          this.wires.back.carry(answer, () => socket === this.socket && socket.send(answer, port, address));
        });
        this.inner.set(name, inner);
      }
      const via = inner;
      this.wires.out.carry(packet, () => via.send(packet, this.to, "127.0.0.1"));
    });
  }
}

/** One way: packets leave it in the order in which they came. */
class Wire {
  taken = 0;
  lost = 0;
  delay = 0;
  loss = 0;
  cut = false;
  /** kb/s; null for as much as comes. */
  rate: number | null = null;
  buffer = 0;
  private readonly queue: { readonly at: number; readonly leave: () => void }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private stalled = false;
  /** When the last packet will have left the throttle. */
  private free = 0;
  private seed = 1;

  carry(packet: Buffer, leave: () => void): void {
    this.taken += 1;
    const now = performance.now();
    const waits = this.rate === null ? 0 : (Math.max(0, this.free - now) * this.rate) / 8;
    if (this.cut || this.random() < this.loss || (this.rate !== null && waits + packet.length > this.buffer)) {
      this.lost += 1;
      return;
    }
    if (this.rate !== null) this.free = Math.max(now, this.free) + (packet.length * 8) / this.rate;
    const at = (this.rate === null ? now : this.free) + this.delay;
    this.queue.push({ at: Math.max(at, this.queue.at(-1)?.at ?? 0), leave });
    if (this.queue.length === 1) this.drain();
  }

  stall(): void {
    this.stalled = true;
  }

  resume(): void {
    this.stalled = false;
    this.drain();
  }

  clear(): void {
    this.queue.length = 0;
    clearTimeout(this.timer);
  }

  private drain(): void {
    clearTimeout(this.timer);
    if (this.stalled) return;
    for (let first = this.queue[0]; first !== undefined; first = this.queue[0]) {
      const left = first.at - performance.now();
      if (left > 0.5) {
        this.timer = setTimeout(() => this.drain(), left);
        return;
      }
      this.queue.shift();
      first.leave();
    }
  }

  /** 0…1 (a linear congruential generator: Numerical Recipes). */
  private random(): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.seed / 2 ** 32;
  }
}

function withoutAcknowledgement(answer: Buffer): Buffer {
  if (answer.length < KEEP_ALIVE_LENGTH || answer.readUInt16BE(0) !== ACK) return answer;
  answer.writeUInt16BE(KEEP_ALIVE, 0);
  return answer.subarray(0, KEEP_ALIVE_LENGTH);
}

async function bound(port: number, host: string): Promise<Socket> {
  const socket = createSocket("udp4").bind(port, host);
  await once(socket, "listening");
  return socket;
}

/** `host`: an address of this computer at which clients call. */
export async function startBadUdpProxy(to: number, host = "127.0.0.1"): Promise<BadUdpProxy> {
  return new BadUdpProxy(await bound(0, host), to);
}
