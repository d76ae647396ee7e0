import type { Destination, DestinationSecrets } from "../../contract/destination";
import type { FfmpegAbility } from "../../contract/encoder";
import type { Problem } from "../../contract/problem";

/** Bytes. */
const LONGEST_SECRET = 511;

/** What makes this destination impossible before any attempt, or null. Such a Problem is never retried. */
export function checkDestination(
  destination: Destination,
  secrets: DestinationSecrets,
  ffmpeg: FfmpegAbility,
): Problem | null {
  const { target } = destination;
  if (target.protocol === "srt") {
    if (!ffmpeg.srt) return { code: "ffmpeg-lacks-feature", subject: "SRT" };
    if (target.mode === "caller" && !isHost(target.host)) return { code: "url-invalid", subject: destination.name };
    if (target.mode === "listener" && target.host !== "" && !isHost(target.host)) {
      return { code: "url-invalid", subject: destination.name };
    }
    if (!isOneLine(secrets.streamId ?? "")) return { code: "key-refused", subject: destination.name };
    if (target.keyLength > 0 && !isPassphrase(secrets.passphrase)) {
      return { code: "passphrase-length", subject: destination.name };
    }
    return null;
  }

  let url: URL;
  try {
    url = new URL(target.server);
  } catch {
    return { code: "url-invalid", subject: destination.name };
  }
  if (url.protocol !== "rtmp:" && url.protocol !== "rtmps:") return { code: "scheme-unknown", subject: url.protocol.slice(0, -1) };
  // ffmpeg takes a password only as part of the address, which every local user could read in its argv.
  if (url.hostname === "" || url.username !== "" || url.password !== "") return { code: "url-invalid", subject: destination.name };
  if (url.pathname.length < 2) return { code: "url-invalid", subject: destination.name };
  if (url.protocol === "rtmps:" && !ffmpeg.rtmps) return { code: "ffmpeg-lacks-feature", subject: "RTMPS" };
  const key = (secrets.streamKey ?? "").trim();
  if (key === "") return { code: "key-missing", subject: destination.name };
  if (!isOneLine(key)) return { code: "key-refused", subject: destination.name };
  return null;
}

function isHost(host: string): boolean {
  return host !== "" && /^[A-Za-z0-9._:%[\]-]+$/.test(host);
}

function isPassphrase(passphrase: string | undefined): boolean {
  const length = Buffer.byteLength(passphrase ?? "", "utf8");
  return length >= 10 && length <= 79 && isOneLine(passphrase ?? "");
}

/** What fits into one line of ffmpeg's preset file, and into its 512 bytes for a stream name. */
function isOneLine(secret: string): boolean {
  return Buffer.byteLength(secret, "utf8") <= LONGEST_SECRET && !/[\r\n\0]/.test(secret);
}
