import { isAbsolute } from "node:path";
import type { Problem } from "../../contract/problem";

/** What a media source reads, as ffmpeg is told it. */
export interface MediaInput {
  /** The arguments up to and with "-i" and what follows it. */
  readonly args: readonly string[];
  /** Path, if it is a local file. */
  readonly path: string | null;
  /** As people call it: file name or host. */
  readonly name: string;
}

/** How long a server may be silent, in µs (libavformat: rw_timeout). */
const SILENCE = "10000000";

/** Which protocols an address of each scheme may lead to: a playlist from the network reaches no file of this computer. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  http: "http,https,httpproxy,tcp,tls,crypto,data",
  https: "http,https,httpproxy,tcp,tls,crypto,data",
  rtmp: "rtmp,tcp",
  rtmps: "rtmps,rtmp,tcp,tls",
  rtsp: "rtsp,rtp,udp,tcp,tls",
  srt: "srt,udp",
  udp: "udp",
  rtp: "rtp,udp",
};
const TIMED: ReadonlySet<string> = new Set(["http", "https", "rtmp", "rtmps"]);

/** Reads an absolute path or an address. The Problem never repeats an address with credentials. */
export function mediaInput(file: string): MediaInput | Problem {
  const text = file.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return localFile(file);
  const protocols = PROTOCOLS[scheme];
  if (protocols === undefined) return { code: "media-address", subject: `${scheme}://` };
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { code: "media-address" };
  }
  // Arguments of a process can be read by everybody on this computer.
  if (url.username !== "" || url.password !== "" || url.searchParams.has("passphrase")) {
    return { code: "media-credentials", subject: url.host };
  }
  const timeout = TIMED.has(scheme) ? ["-rw_timeout", SILENCE] : [];
  return { args: [...timeout, "-protocol_whitelist", protocols, "-i", text], path: null, name: url.host };
}

function localFile(path: string): MediaInput | Problem {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  if (!isAbsolute(path)) return { code: "file-missing", subject: name };
  // Also where a name looks like an option or an address.
  return { args: ["-protocol_whitelist", "file", "-i", `file:${path}`], path, name };
}
