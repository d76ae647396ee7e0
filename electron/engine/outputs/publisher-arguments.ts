import type { DestinationSecrets, DestinationTarget } from "../../contract/destination";

type RtmpTarget = Extract<DestinationTarget, { protocol: "rtmp" }>;
type SrtTarget = Extract<DestinationTarget, { protocol: "srt" }>;

export interface PublisherOrder {
  readonly target: DestinationTarget;
  /** For SRT: the port of its relay on 127.0.0.1, which stands for host and port of the target. */
  readonly relayPort?: number | undefined;
  /** File with the options of `secretOptions`, in ffmpeg's preset format. */
  readonly keyFile: string;
  /** PEM file of the certificate authorities to trust; null without TLS. */
  readonly authorities: string | null;
  /** Of the whole stream as it was set, in kb/s. Unknown, the system decides how much it holds. */
  readonly bitrate?: number;
}

/**
 * What the system may hold of a TCP connection, in ms of the stream: enough for a round trip of that length. By itself it takes
 * megabytes before it lets a writer wait; a slow network would be noticed many seconds late, and viewers be as far behind.
 */
const SEND_BUFFER = 500;
const LEAST_SEND_BUFFER = 65_536;

/** Whether the connection is made over TLS, where the server's certificate is checked. */
export function usesTls(target: DestinationTarget): boolean {
  return target.protocol === "rtmp" && new URL(target.server).protocol === "rtmps:";
}

/**
 * Arguments of the ffmpeg that carries ready bytes to a server: FLV tags for RTMP, transport packets for SRT. It
 * neither parses nor holds them, so it connects before there is media, adds no delay, and its byte count is exact.
 */
export function publisherArguments({ target, relayPort, keyFile, authorities, bitrate }: PublisherOrder): string[] {
  return [
    // Only at "debug" does ffmpeg say that it has read the key file, and how far an RTMP server let it come.
    ...["-hide_banner", "-nostdin", "-nostats", "-loglevel", "debug"],
    // of SRT the relay tells how much has arrived
    ...(target.protocol === "rtmp" ? ["-progress", "pipe:1", "-stats_period", "0.1"] : []),
    ...["-f", "data", "-raw_packet_size", target.protocol === "rtmp" ? "32768" : "1316", "-i", "pipe:0"],
    ...["-map", "0", "-c", "copy", "-fpre", keyFile],
    ...(target.protocol === "rtmp" ? rtmpArguments(target, authorities, bitrate) : srtArguments(target, relayPort)),
  ];
}

function rtmpArguments({ server }: RtmpTarget, authorities: string | null, bitrate: number | undefined): string[] {
  const url = new URL(server);
  const secure = authorities !== null ? ["-tls_verify", "1", "-ca_file", authorities] : [];
  return [...["-tcp_nodelay", "1", "-rtmp_app", rtmpApplication(url)], ...secure, ...sendBuffer(bitrate), "-flush_packets", "1", "-f", "data", server];
}

function sendBuffer(bitrate: number | undefined): string[] {
  if (bitrate === undefined) return [];
  return ["-send_buffer_size", String(Math.max(LEAST_SEND_BUFFER, Math.round((bitrate * SEND_BUFFER) / 8)))];
}

/** Everything after the host, as given: YouTube's backup server has a query in it. */
function rtmpApplication(url: URL): string {
  return `${url.pathname.slice(1).replace(/\/+$/, "")}${url.search}`;
}

function srtArguments(target: SrtTarget, port: number | undefined): string[] {
  if (port === undefined) throw new Error("SRT is published through a relay");
  return [
    // ffmpeg takes the latency in µs, the key length in bytes
    ...["-mode", target.mode, "-latency", String(target.latency * 1000)],
    ...(target.keyLength === 0 ? [] : ["-pbkeylen", String(target.keyLength / 8)]),
    // never thrown away before it is acknowledged: what is too much is left out before it gets here
    ...["-snddropdelay", "-1"],
    // unflushed, every message is filled with exactly seven transport packets
    ...["-payload_size", "1316", "-flush_packets", "0", "-f", "data", `srt://127.0.0.1:${port}`],
  ];
}

/** The options that must not be seen, by their ffmpeg names. */
export function secretOptions(target: DestinationTarget, secrets: DestinationSecrets): Record<string, string> {
  const options: Record<string, string> = {};
  if (target.protocol === "rtmp") {
    options["rtmp_playpath"] = (secrets.streamKey ?? "").trim();
    return options;
  }
  if (target.keyLength > 0 && secrets.passphrase !== undefined) options["passphrase"] = secrets.passphrase;
  if (secrets.streamId !== undefined && secrets.streamId !== "") options["streamid"] = secrets.streamId;
  return options;
}
