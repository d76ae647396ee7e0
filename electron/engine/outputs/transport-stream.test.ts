import { expect, it } from "vitest";
import { PACKET, type StreamFormat, type Unit } from "../bus/unit";
import { TransportPackager } from "./transport-stream";

const tables = Buffer.concat([0x0000, 0x1000].map((pid) => Buffer.alloc(PACKET, Buffer.from([0x47, 0x40 | (pid >> 8), pid & 0xff, 0x10]))));
const format = { tables } as StreamFormat;
const packets = Buffer.alloc(PACKET, 1);
const picture: Unit = { kind: "video", pts: 0, dts: 0, keyframe: false, disposable: false, takenAt: 0, packets };

it("says nothing that a receiver would take for media at first", () => {
  const { preface } = new TransportPackager();
  expect(preface).toHaveLength(7 * PACKET);
  for (let at = 0; at < preface.length; at += PACKET) expect(preface.readUInt32BE(at)).toBe(0x471fff10);
});

it("repeats the tables before each keyframe, counting on", () => {
  const packager = new TransportPackager();
  packager.format(format);
  expect(packager.pack(picture)).toBe(packets);
  for (let n = 0; n < 20; n += 1) {
    const bytes = packager.pack({ ...picture, keyframe: true });
    expect(bytes).toHaveLength(3 * PACKET);
    expect([bytes.readUInt8(3) & 15, bytes.readUInt8(PACKET + 3) & 15]).toEqual([n % 16, n % 16]);
    expect(bytes.subarray(2 * PACKET)).toEqual(packets);
  }
  expect(tables.readUInt8(3)).toBe(0x10); // shared with every other tap
});
