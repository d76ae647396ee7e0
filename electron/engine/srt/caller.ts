import { ProblemError } from "../../contract/problem";
import { kindOf } from "./packet";
import { SrtRelay, type SrtTarget } from "./relay";
import { addressesOf, LOOPBACK, Side } from "./side";

/**
 * A relay that ffmpeg calls, and that calls the receiver: all addresses of its host at once, and the first to answer
 * is it. Rejects with "host-unknown" or "unreachable".
 */
export async function openCaller({ host, port }: SrtTarget): Promise<SrtRelay> {
  const addresses = await addressesOf(host);
  const near = new Side(4);
  await near.bind(0, LOOPBACK);
  const relay = new SrtRelay(near.port);
  relay.add(near);
  near.onRefused = () => undefined; // ffmpeg ended
  let fars: Side[] = [];

  await Promise.all(
    addresses.map(async ({ address, family }) => {
      const far = new Side(family);
      relay.add(far);
      far.onPacket = (packet) => {
        for (const other of fars) if (other !== far) relay.drop(other);
        if (fars.length > 1) fars = [far];
        relay.inward(packet, near);
      };
      if (await far.turnTo(port, address)) fars.push(far);
      else relay.drop(far);
    }),
  );
  if (fars.length === 0) {
    relay.close();
    throw new ProblemError({ code: "unreachable" });
  }

  let called = false;
  near.onPacket = (packet, from) => {
    if (!called) {
      if (kindOf(packet) !== "handshake") return;
      called = true;
      void near.turnTo(from.port, from.address);
    }
    for (const far of fars) relay.outward(packet, far);
  };
  return relay;
}
