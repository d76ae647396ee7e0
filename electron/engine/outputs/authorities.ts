import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";

/**
 * Writes the certificate authorities that RTMPS servers are checked against, for ffmpeg, which ships none: those
 * of Node, and those in the file that NODE_EXTRA_CA_CERTS names, as everywhere in Node. Answers the file's path.
 */
export function writeAuthorities(folder: string): string {
  const path = join(folder, "authorities.pem");
  const extra = process.env["NODE_EXTRA_CA_CERTS"] ?? "";
  const certificates = [...rootCertificates, ...(extra === "" ? [] : [readFileSync(extra, "utf8")])];
  writeFileSync(path, certificates.join("\n"), { mode: 0o600 });
  return path;
}
