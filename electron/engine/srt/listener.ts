import { kindOf } from "./packet";
import { SrtRelay, type SrtTarget } from "./relay";
import { addressesOf, LOOPBACK, Side } from "./side";

/** So many may be calling before one is the receiver; the oldest is forgotten for a new one. */
const CALLERS = 16;

/**
 * A relay that holds the public port, and behind which ffmpeg listens. Whoever calls is let through to ffmpeg, from a
 * port of their own each; whom it sends data to is the receiver, and nobody else is heard any more. Rejects with
 * "host-unknown", "port-in-use", "connection-refused" (the address is not this computer's) or "publisher-died".
 */
export async function openListener({ host, port }: SrtTarget): Promise<SrtRelay> {
  const [local] = await addressesOf(host === "" ? "0.0.0.0" : host);
  const far = new Side(local?.family ?? 4);
  try {
    await far.bind(port, local?.address ?? host);
  } catch (thrown) {
    far.close();
    throw thrown;
  }
  const relay = new SrtRelay(await freePort());
  relay.add(far);
  const callers = new Map<string, Side>();
  let receiver: Side | null = null;

  const choose = (near: Side, port: number, address: string): void => {
    receiver = near;
    for (const other of callers.values()) if (other !== near) relay.drop(other);
    callers.clear();
    void far.turnTo(port, address);
  };
  const letIn = (name: string, port: number, address: string): Side => {
    for (const [oldest, side] of callers) {
      if (callers.size < CALLERS) break;
      callers.delete(oldest);
      relay.drop(side);
    }
    const near = new Side(4);
    relay.add(near);
    near.onRefused = () => undefined; // ffmpeg does not listen yet, or has ended
    near.onPacket = (packet) => {
      if (receiver === null && kindOf(packet) === "data") choose(near, port, address);
      if (receiver === null) far.sendTo(packet, port, address);
      else relay.outward(packet, far);
    };
    callers.set(name, near);
    void near.turnTo(relay.port, LOOPBACK);
    return near;
  };
  far.onPacket = (packet, from) => {
    if (receiver !== null) return relay.inward(packet, receiver);
    const name = `${from.address} ${from.port}`;
    const near = callers.get(name);
    if (near !== undefined) near.send(packet);
    else if (kindOf(packet) === "handshake") letIn(name, from.port, from.address).send(packet);
  };
  return relay;
}

/** A port of 127.0.0.1 that nobody holds. */
async function freePort(): Promise<number> {
  const side = new Side(4);
  await side.bind(0, LOOPBACK);
  const { port } = side;
  side.close();
  return port;
}
