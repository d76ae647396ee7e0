import { FADER_FLOOR_DB } from "../../electron/contract/source";

/** A figure that is not known. */
export const UNKNOWN = "–";

function two(n: number): string {
  return String(n).padStart(2, "0");
}

/** Milliseconds as hh:mm:ss, the clock of a broadcast. */
export function clock(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** Milliseconds as mm:ss, with hours only when there are any. */
export function shortClock(ms: number): string {
  return ms < 3_600_000 ? clock(ms).slice(3) : clock(ms);
}

/** Seconds left until `at`, never below zero. */
export function secondsLeft(at: number, now: number): string {
  return `${Math.max(0, Math.ceil((at - now) / 1000))} s`;
}

/** Bytes in decimal units, as disks are sold. */
export function bytes(n: number): string {
  if (n < 1e6) return `${Math.round(n / 1e3)} kB`;
  if (n < 1e9) return `${(n / 1e6).toFixed(0)} MB`;
  if (n < 1e11) return `${(n / 1e9).toFixed(1)} GB`;
  return n < 1e12 ? `${Math.round(n / 1e9)} GB` : `${(n / 1e12).toFixed(2)} TB`;
}

/** How many, with a space between thousands. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** Kilobits a second. */
export function bitrate(kbps: number): string {
  return kbps < 1000 ? `${Math.round(kbps)} kb/s` : `${(kbps / 1000).toFixed(2)} Mb/s`;
}

/** Decibels with a true minus; the fader's floor is silence. */
export function decibels(db: number): string {
  if (db <= FADER_FLOOR_DB) return "−∞ dB";
  return `${db < 0 ? "−" : db > 0 ? "+" : ""}${Math.abs(db).toFixed(1)} dB`;
}

/** Loudness units relative to full scale, without the unit; silence has none. */
export function lufs(loudness: number): string {
  return loudness <= -100 ? "−∞" : loudness.toFixed(1).replace("-", "−");
}

/** How long a recording can go on, in seconds. */
export function timeLeft(seconds: number): string {
  const minutes = seconds / 60;
  if (minutes < 60) return `${Math.floor(minutes)} min left`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h left` : `${Math.floor(minutes / 1440)} days left`;
}
