import { connect, type Socket } from "node:net";
import type { DestinationTarget } from "../../contract/destination";

/** From one check to the next, and how long one may take, in ms: with the connection itself, well within 2 s. */
const INTERVAL = 1000;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { "rtmp:": 1935, "rtmps:": 443 };

/** Host and TCP port of a target; null when it has none: SRT is UDP, and only an attempt tells who is there. */
export function tcpEndpoint(target: DestinationTarget): { host: string; port: number } | null {
  if (target.protocol === "srt") return null;
  const { protocol, hostname, port } = new URL(target.server);
  const host = hostname.replace(/^\[|\]$/g, "");
  return { host, port: port === "" ? (DEFAULT_PORTS[protocol] ?? 1935) : Number(port) };
}

/**
 * Looks once a second whether a TCP connection can be made, first after a second, and says so each time, with whether
 * there was none before. What is returned ends it.
 */
export function watchReachability(host: string, port: number, reachable: (wasAway: boolean) => void): () => void {
  let wasAway = false;
  let socket: Socket | undefined;
  const timer = setInterval(() => {
    if (socket !== undefined && !socket.destroyed) {
      wasAway = true; // no answer for a whole interval
      socket.destroy();
    }
    const current = connect(port, host);
    socket = current;
    current.on("error", () => {
      wasAway = true;
    });
    current.once("connect", () => {
      current.destroy();
      reachable(wasAway);
    });
  }, INTERVAL);
  return () => {
    clearInterval(timer);
    socket?.destroy();
  };
}
