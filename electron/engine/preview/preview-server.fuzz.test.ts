import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { leftBehindBy, LITTLE_LEFT_BEHIND } from "../../../e2e/peers/heap";
import { mutants } from "../../../e2e/peers/mutants";
import { PreviewServer } from "./preview-server";

// Ten thousand of anything take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** As many as the server takes at a time, less one for the good request. */
const AT_ONCE = 31;

/** Sends bytes on a connection of its own, says good-bye, and gives what came until the server had hung up. */
async function say(port: number, text: string): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1" });
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  // A server that has heard enough may hang up before all was said.
  socket.on("error", () => undefined);
  socket.end(text, "latin1");
  await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}

const openFiles = (): number => readdirSync("/proc/self/fd").length;

it.skipIf(process.platform !== "linux")("outlives 10,000 requests that went wrong, and gives nothing to who does not know the path", async () => {
  const server = await PreviewServer.start();
  const { port, host, pathname } = new URL(server.url);
  const before = openFiles();
  const good = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nAccept: text/html\r\nRange: bytes=0-\r\nConnection: close\r\n\r\n`;
  const guesses = ["/", "/guess/live.m3u8", "/guess/../../etc/passwd", "/guess/stream.m3u8?_HLS_msn=1&_HLS_part=0", "/guess/0.0.ts", "/guess/player.js"];
  const texts = fc.sample(fc.oneof({ weight: 9, arbitrary: mutants(guesses.map(good)) }, fc.string({ unit: "binary", maxLength: 300 })), 10_000);
  const left = await leftBehindBy(async () => {
    for (let i = 0; i < texts.length; i += AT_ONCE) {
      const answers = await Promise.all(texts.slice(i, i + AT_ONCE).map((text) => say(Number(port), text)));
      for (const answer of answers) expect(answer).toMatch(/^$|^HTTP\/1\.1 (?!200)/);
    }
  });
  // the texts themselves are in one piece only once they were sent
  expect(left).toBeLessThan(2 * LITTLE_LEFT_BEHIND);
  expect(await say(Number(port), good(pathname))).toMatch(/^HTTP\/1\.1 200/);
  expect(openFiles()).toBeLessThanOrEqual(before);
  await server.close();
});
