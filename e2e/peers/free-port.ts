import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Where ports are looked for, at random: no system gives these to who asks for any (Linux 32,768 and up, others 49,152 and
 * up), so that one which is free now is not taken a moment later by one of the many that do.
 */
const FIRST = 10_000;
const END = 32_000;

/** A TCP port on 127.0.0.1 that nobody listens on. */
export async function freeTcpPort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    const server = createServer().listen(port, "127.0.0.1");
    if (await isGiven(server)) {
      await once(server.close(), "close");
      return port;
    }
  }
}

/** A UDP port on 127.0.0.1 that nobody is bound to. */
export async function freeUdpPort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    const socket = createSocket("udp4").bind(port, "127.0.0.1");
    if (await isGiven(socket)) {
      await once(socket.close(), "close");
      return port;
    }
  }
}

/** False: somebody has that port. Rejects with whatever else is wrong. */
async function isGiven(socket: NodeJS.EventEmitter): Promise<boolean> {
  try {
    await once(socket, "listening");
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "EADDRINUSE") return false;
    throw thrown;
  }
}
