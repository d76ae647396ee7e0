import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { createServer, type Server, type TLSSocket } from "node:tls";

/** A certificate for 127.0.0.1 and localhost that signs itself, and its key: worth nothing outside of tests. */
export const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBnzCCAUWgAwIBAgIURzvlIDhqm0wrRHW70U2m4I9oxy0wCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLVGVzdCBpbmdlc3QwIBcNMjYxMTIyMTEwOTAzWhgPMjEyNjEw
MjkxMTA5MDNaMBYxFDASBgNVBAMMC1Rlc3QgaW5nZXN0MFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAE4LLegAz2aDL/NVPfVqM+ed+rLQR7jowCRxxFB5B0N7bgLELf
fRtg5s6spe1KURn7UBeWH36mvuGlQFlAQgJEZ6NvMG0wHQYDVR0OBBYEFGNlmh0E
M6ZzT7uVShYGTmWTDNyiMB8GA1UdIwQYMBaAFGNlmh0EM6ZzT7uVShYGTmWTDNyi
MA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYcEfwAAAYIJbG9jYWxob3N0MAoG
CCqGSM49BAMCA0gAMEUCIQDA5mmm5Fn8wJ4AXx9RTrPzjOjvrlSQ0Vls3pkX/Vbg
hwIgBgk3L8qzBmLDOk6RubGS+AQRm033K7Zf38lTn7ObkH0=
-----END CERTIFICATE-----
`;
const TEST_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYuOVOrdYj86hTGlQ
PQ9a4YM86nX6FBiJRxXC7ywUFlGhRANCAATgst6ADPZoMv81U99Woz5536stBHuO
jAJHHEUHkHQ3tuAsQt99G2Dmzqyl7UpRGftQF5Yffqa+4aVAWUBCAkRn
-----END PRIVATE KEY-----
`;

/** TLS in front of a plain TCP port of 127.0.0.1: makes an RTMPS server of an RTMP one. */
export class TlsProxy {
  readonly port: number;
  private readonly server: Server;
  private readonly sockets: Set<TLSSocket>;

  constructor(server: Server, sockets: Set<TLSSocket>) {
    this.server = server;
    this.sockets = sockets;
    this.port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, "close");
  }
}

export async function startTlsProxy(to: number): Promise<TlsProxy> {
  const sockets = new Set<TLSSocket>();
  const server = createServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, (socket) => {
    sockets.add(socket);
    const inner = connect(to, "127.0.0.1");
    const end = (): void => {
      socket.destroy();
      inner.destroy();
      sockets.delete(socket);
    };
    socket.on("error", end).on("close", end);
    inner.on("error", end).on("close", end);
    socket.pipe(inner).pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return new TlsProxy(server, sockets);
}
