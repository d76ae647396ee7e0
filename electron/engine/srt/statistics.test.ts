import { describe, expect, it } from "vitest";
import { eachLoss, kindOf } from "./packet";
import { ackPacket, controlPacket, dataPacket, handshakePacket, nakPacket } from "./packets.fixture";
import { SrtStatistics } from "./statistics";

/** The last sequence number: the next one is 0. */
const LAST = 0x7fffffff;

function sending(from: number, count: number): SrtStatistics {
  const statistics = new SrtStatistics();
  for (let i = 0; i < count; i += 1) statistics.outgoing(dataPacket((from + i) & LAST), 0);
  return statistics;
}

describe("kindOf", () => {
  it("knows packets by their headers", () => {
    expect(kindOf(dataPacket(1))).toBe("data");
    expect(kindOf(handshakePacket())).toBe("handshake");
    expect(kindOf(ackPacket(1))).toBe("ack");
    expect(kindOf(controlPacket(2, [1]))).toBe("ack");
    expect(kindOf(nakPacket(1))).toBe("nak");
    expect(kindOf(controlPacket(5, [0]))).toBe("shutdown");
    expect(kindOf(controlPacket(1, [0]))).toBe("other");
    expect(kindOf(controlPacket(0, [5]))).toBe("other");
    expect(kindOf(controlPacket(2, []))).toBe("other");
    expect(kindOf(Buffer.alloc(15, 0xff))).toBe("other");
    expect(kindOf(Buffer.alloc(0))).toBe("other");
  });
});

describe("SrtStatistics", () => {
  it("counts payload as it is acknowledged, to the byte, past the end of the sequence numbers", () => {
    const statistics = sending(LAST - 1, 2);
    statistics.outgoing(dataPacket(0, 188), 0);
    statistics.outgoing(dataPacket(1, 376), 0);
    expect(statistics.sent).toBe(4);
    expect(statistics.incoming(ackPacket(0), 0)).toBe(true);
    expect(statistics.acknowledged).toBe(2 * 1316);
    expect(statistics.incoming(ackPacket(0), 10)).toBe(false);
    expect(statistics.incoming(controlPacket(2, [2]), 20)).toBe(true);
    expect(statistics.acknowledged).toBe(2 * 1316 + 188 + 376);
    expect(statistics).toMatchObject({ roundTrip: 20, variance: 4 });
  });

  it("counts what was sent again, and each packet missed once however often it is reported", () => {
    const statistics = sending(LAST - 9, 100);
    statistics.incoming(nakPacket(LAST, 0x80000000 | 3, 5), 0);
    statistics.incoming(nakPacket(0x80000000 | (LAST - 1), 1), 10);
    expect(statistics.lost).toBe(4 + 3);
    for (const sequence of [3, 4, 5, LAST]) statistics.outgoing(dataPacket(sequence, 1316, true), 0);
    expect(statistics).toMatchObject({ sent: 100, retransmitted: 4 });
    expect(statistics.loss).toBeCloseTo(7);
    statistics.incoming(ackPacket(90), 20);
    expect(statistics.acknowledged).toBe(100 * 1316);
    // reports of what is acknowledged, or was never sent, mean nothing
    statistics.incoming(nakPacket(4, 91, 0x80000000 | 95, 4000), 30);
    expect(statistics.lost).toBe(7);
  });

  it("knows what has come behind a missing packet, and how long that was on its way", () => {
    const statistics = new SrtStatistics();
    for (let i = 0; i < 20; i += 1) statistics.outgoing(dataPacket((LAST - 4 + i) & LAST, 1000), 10 * i);
    // the fourth and the two after the last sequence number
    expect(statistics.incoming(nakPacket(LAST - 1), 100)).toBe(true);
    expect(statistics).toMatchObject({ acknowledged: 0, reached: 5000, missing: 1000, missed: 1000, wayOfNewest: 100 - 40 });
    expect(statistics.incoming(nakPacket(LAST - 1, 0x80000000, 1), 120)).toBe(true);
    expect(statistics).toMatchObject({ reached: 8000, missing: 3000, missed: 3000, wayOfNewest: 120 - 70 });
    // named again it tells nothing, acknowledged before that neither of what is on its way
    expect(statistics.incoming(nakPacket(0x80000000, 1), 130)).toBe(false);
    expect(statistics.incoming(ackPacket(0), 150)).toBe(true);
    expect(statistics).toMatchObject({ acknowledged: 5000, reached: 8000, missing: 2000, wayOfNewest: 50 });
    expect(statistics.incoming(ackPacket(6), 170)).toBe(true);
    expect(statistics).toMatchObject({ acknowledged: 11_000, reached: 11_000, missing: 0, missed: 3000, wayOfNewest: 170 - 100 });
  });

  it("tells the loss of the last seconds", () => {
    const statistics = sending(0, 100);
    statistics.incoming(nakPacket(0x80000000 | 10, 19), 0);
    statistics.incoming(ackPacket(100), 3000);
    expect(statistics.loss).toBeCloseTo(10);
    for (let i = 100; i < 200; i += 1) statistics.outgoing(dataPacket(i), 0);
    statistics.incoming(ackPacket(200), 6000);
    expect(statistics.loss).toBeLessThan(10);
    for (let i = 200; i < 300; i += 1) statistics.outgoing(dataPacket(i), 0);
    statistics.incoming(ackPacket(300), 9000);
    expect(statistics).toMatchObject({ lost: 10, loss: 0 });
  });

  it("believes no acknowledgement of what was never sent, nor a sequence number from nowhere", () => {
    const statistics = sending(1000, 10);
    statistics.outgoing(dataPacket(900_000), 0);
    expect(statistics.sent).toBe(10);
    for (const sequence of [1011, 999, 500_000_000, LAST]) expect(statistics.incoming(ackPacket(sequence), 0)).toBe(false);
    expect(statistics.acknowledged).toBe(0);
    expect(statistics.incoming(ackPacket(1010), 0)).toBe(true);
  });

  it("counts packets that it did not see as whole ones", () => {
    const statistics = sending(0, 2);
    statistics.outgoing(dataPacket(5), 0);
    statistics.incoming(ackPacket(6), 0);
    expect(statistics).toMatchObject({ sent: 6, acknowledged: 6 * 1316 });
  });

  it("survives whatever comes: 100,000 short, random and changed packets", () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const good = [dataPacket(5), dataPacket(LAST), ackPacket(3), nakPacket(0x80000000 | 3, LAST), handshakePacket(), controlPacket(5, [])];
    const statistics = sending(0, 20);
    for (let round = 0; round < 100_000; round += 1) {
      const packet = Buffer.from(good[random(good.length)] ?? []);
      for (let changes = random(4); changes > 0; changes -= 1) packet[random(packet.length)] = random(256);
      const cut = random(3) === 0 ? packet.subarray(0, random(packet.length)) : packet;
      const way = random(2) === 0 ? "outgoing" : "incoming";
      if (way === "outgoing") statistics.outgoing(cut, round);
      else statistics.incoming(cut, round);
      if (kindOf(cut) === "nak") eachLoss(cut, () => undefined);
    }
    const { sent, lost, retransmitted, acknowledged, loss } = statistics;
    const { reached, missing, missed } = statistics;
    for (const figure of [sent, lost, retransmitted, acknowledged, reached, missing, missed]) expect(Number.isSafeInteger(figure) && figure >= 0).toBe(true);
    expect(lost).toBeLessThanOrEqual(sent);
    expect(loss).toBeGreaterThanOrEqual(0);
    expect(loss).toBeLessThanOrEqual(100);
  });
});
