import { expect, it } from "vitest";
import { PACKET, type StreamFormat, type Unit } from "../bus/unit";
import { TransportPackager } from "./transport-stream";

const tables = Buffer.concat([0x0000, 0x1000].map((pid) => Buffer.alloc(PACKET, Buffer.from([0x47, 0x40 | (pid >> 8), pid & 0xff, 0x10]))));
const format = { tables } as StreamFormat;
const packets = Buffer.alloc(PACKET, 1);
const picture: Unit = { kind: "video", track: 0, pts: 0, dts: 0, keyframe: false, disposable: false, takenAt: 0, packets };

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
    expect(bytes.subarray(2 * PACKET + 4)).toEqual(packets.subarray(4));
  }
  expect(tables.readUInt8(3)).toBe(0x10); // shared with every other tap
});

it("leaves no jump in the numbers where a picture was left out, nor touches what others read", () => {
  const packager = new TransportPackager();
  const pictures = Array.from({ length: 40 }, (_, i): Unit => {
    const bytes = Buffer.alloc(3 * PACKET);
    for (let n = 0; n < 3; n += 1) bytes.set([0x47, n === 0 ? 0x41 : 1, 0, 0x10 | ((3 * i + n) % 16)], n * PACKET);
    return { ...picture, packets: bytes };
  });
  const before = pictures.map((one) => Buffer.from(one.packets));
  const sent = Buffer.concat(pictures.filter((_, i) => i % 7 !== 3).map((one) => packager.pack(one)));
  for (let at = 0, n = 0; at < sent.length; at += PACKET, n += 1) expect(sent.readUInt8(at + 3)).toBe(0x10 | (n % 16));
  pictures.forEach((one, i) => expect(one.packets).toEqual(before[i]));
});
