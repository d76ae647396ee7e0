import { expect, it } from "vitest";
import { PACKET } from "../bus/unit";
import { SrtOutlet } from "./outlet";
import { dataPacket } from "./packets.fixture";
import { SrtRelay } from "./relay";

it("cuts what is too much for the window between packets of the stream, so that a filler may follow", () => {
  const relay = new SrtRelay(0);
  const packets = (count: number, name: number): Buffer => Buffer.alloc(count * PACKET, Buffer.alloc(PACKET, name).fill(0x47, 0, 1));
  const handed: Buffer[] = [];
  const outlet = new SrtOutlet(relay, 200, packets(7, 2), (bytes) => handed.push(bytes), { acknowledged: () => undefined, writable: () => undefined });
  relay.statistics.outgoing(dataPacket(0), 0);
  expect(outlet.write(packets(1000, 1))).toBe(false);
  outlet.check(performance.now() + 300);
  expect(handed.length).toBe(2);
  const all = Buffer.concat(handed);
  expect(all.length).toBeGreaterThan(60_000);
  for (let at = 0; at < all.length; at += PACKET) expect(all[at]).toBe(0x47);
});
