import { connect, type Socket } from "node:net";
import type { DestinationTarget } from "../../contract/destination";

/** From one look to the next, in ms: with the connection itself, well within 2 s. */
const INTERVAL = 500;
/** How long a look may take, in ms. Where a network comes back, the first packet may be lost: the next look is sooner than TCP's own second try. */
const PATIENCE = 1000;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { "rtmp:": 1935, "rtmps:": 443 };

/** Host and TCP port of a target; null when it has none: SRT is UDP, and only an attempt tells who is there. */
export function tcpEndpoint(target: DestinationTarget): { host: string; port: number } | null {
  if (target.protocol === "srt") return null;
  const { protocol, hostname, port } = new URL(target.server);
  const host = hostname.replace(/^\[|\]$/g, "");
  return { host, port: port === "" ? (DEFAULT_PORTS[protocol] ?? 1935) : Number(port) };
}

/**
 * Looks twice a second whether a TCP connection can be made, first after half a second, and says so each time, with
 * whether there was none before. What is returned ends it.
 */
export function watchReachability(host: string, port: number, reachable: (wasAway: boolean) => void): () => void {
  let wasAway = false;
  const looks = new Set<Socket>();
  const timer = setInterval(() => {
    const look = connect(port, host);
    looks.add(look);
    look.setTimeout(PATIENCE, () => {
      wasAway = true; // no answer
      look.destroy();
    });
    look.on("error", () => {
      wasAway = true;
    });
    look.once("close", () => looks.delete(look));
    look.once("connect", () => {
      look.destroy();
      reachable(wasAway);
    });
  }, INTERVAL);
  return () => {
    clearInterval(timer);
    for (const look of looks) look.destroy();
  };
}
