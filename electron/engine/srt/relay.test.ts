import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { freeUdpPort } from "../../../e2e/peers/free-port";
import { until } from "../../../e2e/peers/until";
import { openRelay } from "./open";
import { ackPacket, dataPacket, handshakePacket } from "./packets.fixture";
import type { SrtRelay, SrtTarget } from "./relay";

interface Peer {
  readonly socket: Socket;
  readonly port: number;
  /** The first words of the packets that came, and the ports that they came from. */
  readonly heard: { readonly word: number; readonly from: number }[];
}

async function peer(address = "127.0.0.1", port = 0): Promise<Peer> {
  const socket = createSocket(address.includes(":") ? "udp6" : "udp4").bind(port, address);
  onTestFinished(() => void socket.close());
  const heard: { word: number; from: number }[] = [];
  socket.on("message", (packet, from) => heard.push({ word: packet.readUInt32BE(0), from: from.port }));
  await once(socket, "listening");
  return { socket, port: socket.address().port, heard };
}

async function relay(target: Pick<SrtTarget, "mode" | "host" | "port">): Promise<SrtRelay> {
  const made = await openRelay({ protocol: "srt", latency: 120, keyLength: 0, ...target });
  onTestFinished(() => made.close());
  return made;
}

it.each(["::1", "[::1]", "127.0.0.1", "localhost"])("carries packets unchanged between its caller and %s", async (host) => {
  const server = await peer(host.includes(":") ? "::1" : "127.0.0.1");
  const made = await relay({ mode: "caller", host, port: server.port });
  let heard = 0;
  made.hear({ heard: () => (heard += 1), refused: () => undefined });
  const caller = await peer();
  const stranger = await peer();
  caller.socket.send(handshakePacket(), made.port, "127.0.0.1");
  const { from } = await until("the call", () => server.heard[0]);
  server.socket.send(handshakePacket(), from, host.includes(":") ? "::1" : "127.0.0.1");
  await until("the answer", () => caller.heard[0]);
  stranger.socket.send(dataPacket(7), made.port, "127.0.0.1"); // another user of this computer is not heard
  caller.socket.send(dataPacket(7), made.port, "127.0.0.1");
  caller.socket.send(dataPacket(8, 188), made.port, "127.0.0.1");
  await until("the data", () => server.heard.length === 3);
  expect(server.heard.map(({ word }) => word)).toEqual([0x80000000, 7, 8]);
  server.socket.send(ackPacket(9), from, host.includes(":") ? "::1" : "127.0.0.1");
  await until("the acknowledgement", () => heard === 1);
  expect(made.statistics).toMatchObject({ sent: 2, acknowledged: 1316 + 188, roundTrip: 20 });
  made.close();
  await until("a good-bye", () => server.heard.at(-1)?.word === 0x80050000);
});

it("lets everybody who calls a listener try, and hears only the receiver from then on", async () => {
  const port = await freeUdpPort();
  const made = await relay({ mode: "listener", host: "", port });
  const publisher = await peer("127.0.0.1", made.port);
  const [first, second] = [await peer(), await peer()];
  first.socket.send(dataPacket(1), port, "127.0.0.1"); // no call
  first.socket.send(handshakePacket(), port, "127.0.0.1");
  second.socket.send(handshakePacket(), port, "127.0.0.1");
  await until("both calls", () => publisher.heard.length === 2);
  const [one, two] = publisher.heard;
  expect(one?.from).not.toBe(two?.from);
  // ffmpeg answers both and takes the second
  for (const call of publisher.heard) publisher.socket.send(handshakePacket(), call.from, "127.0.0.1");
  await until("both answers", () => first.heard.length === 1 && second.heard.length === 1);
  for (let i = 0; i < 50; i += 1) publisher.socket.send(dataPacket(i), two?.from, "127.0.0.1");
  await until("all data", () => second.heard.length === 51);
  expect(second.heard.slice(1).map(({ word }) => word)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  first.socket.send(handshakePacket(), port, "127.0.0.1");
  second.socket.send(ackPacket(50), port, "127.0.0.1");
  await until("the acknowledgement", () => made.statistics.acknowledged === 50 * 1316);
  expect(publisher.heard.length).toBe(3);
  expect(first.heard.length).toBe(1);
});

it("says why it cannot be opened, and that nobody is there", async () => {
  const holder = await peer();
  await expect(relay({ mode: "listener", host: "127.0.0.1", port: holder.port })).rejects.toMatchObject({ problem: { code: "port-in-use" } });
  await expect(relay({ mode: "listener", host: "192.0.2.1", port: holder.port })).rejects.toMatchObject({ problem: { code: "connection-refused" } });
  await expect(relay({ mode: "caller", host: "nowhere.invalid", port: 9000 })).rejects.toMatchObject({ problem: { code: "host-unknown" } });
  const made = await relay({ mode: "caller", host: "127.0.0.1", port: await freeUdpPort() });
  let refused = false;
  made.hear({ heard: () => undefined, refused: () => (refused = true) });
  const caller = await peer();
  caller.socket.send(handshakePacket(), made.port, "127.0.0.1");
  await until("the refusal", () => refused);
});
