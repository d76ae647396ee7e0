import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { createServer, type Server, type TLSSocket } from "node:tls";

/** A certificate for 127.0.0.1, localhost and the other end of a network of its own (faults/system.ts) that signs itself, and its key: worth nothing outside of tests. */
export const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBpDCCAUugAwIBAgIUFinK74iKl7PEn10sHL8feH51X9kwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLVGVzdCBpbmdlc3QwIBcNMjYxMTIzMDExMDAwWhgPMjEyNjEw
MzAwMTEwMDBaMBYxFDASBgNVBAMMC1Rlc3QgaW5nZXN0MFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEf/8KUei7A4rTo9xhw7yX+/z9wCliJ8sEIyjNGBQxRZtOCf64
Zmub87I6Inzej307FmPKW0T/4kOvKzAhgBDqI6N1MHMwHQYDVR0OBBYEFKAYK5Nx
o3kCjMLaCLJMGl5FICk3MB8GA1UdIwQYMBaAFKAYK5Nxo3kCjMLaCLJMGl5FICk3
MA8GA1UdEwEB/wQFMAMBAf8wIAYDVR0RBBkwF4cEfwAAAYcECtVNAYIJbG9jYWxo
b3N0MAoGCCqGSM49BAMCA0cAMEQCICcQhiJaWjZQsruDLB7s0mREncVveqV6y5Sg
jrI6apoMAiASRRe02LLBvmxItWa7XXOCI1eexAS6qOJLhvQ3smbwmg==
-----END CERTIFICATE-----
`;
const TEST_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMOpAYYqZ/FD2QhRF
jd/neUjAsm5eYrOc1oc5PttsEvShRANCAAR//wpR6LsDitOj3GHDvJf7/P3AKWIn
ywQjKM0YFDFFm04J/rhma5vzsjoifN6PfTsWY8pbRP/iQ68rMCGAEOoj
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
