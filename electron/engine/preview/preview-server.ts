import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { Bus } from "../bus/bus";
import { listener } from "./http";
import { Live } from "./live";
import { MASTER_PLAYLIST, type Door } from "./route";

const TOKEN_BYTES = 24;

/** Players at a time: a person has a handful, and more would only hold memory. */
const MOST_CONNECTIONS = 32;

/** A connection on which nothing moves for this long (ms) is closed; longer than any question is held. */
const IDLE = 20_000;

/**
 * The real output as HLS on this computer only: on 127.0.0.1, behind a path nobody can guess, from memory. Plays in
 * the Viewer's eye, VLC, ffplay, and as a page in any browser.
 */
export class PreviewServer {
  private readonly server: Server;
  private readonly live: Live;
  private readonly door: Door;

  private constructor(server: Server, live: Live, door: Door) {
    this.server = server;
    this.live = live;
    this.door = door;
  }

  /** Listens on a free port. Rejects with the system's error when there is none. */
  static async start(): Promise<PreviewServer> {
    const live = new Live();
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    let port = 0;
    const server = createServer(listener(live, () => ({ port, token })));
    server.maxConnections = MOST_CONNECTIONS;
    server.setTimeout(IDLE);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the preview server has no port");
    port = address.port;
    return new PreviewServer(server, live, { port, token });
  }

  /** Address of the multivariant playlist; the same for as long as the server runs. */
  get url(): string {
    return `http://127.0.0.1:${this.door.port}/${this.door.token}/${MASTER_PLAYLIST}`;
  }

  /** Serves this encode from its newest keyframe on, instead of the one before. Returns what ends it. */
  attach(bus: Bus): () => void {
    return this.live.attach(bus);
  }

  /** Ends every connection, also those of players that do not read. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
