import { join, normalize } from "node:path";

/**
 * The file inside `root` (ending in a separator) that a page address names; null for another origin, an address
 * that leaves the root, or one that cannot be decoded.
 */
export function pathInside(root: string, address: string, origin: string): string | null {
  if (address !== origin && !address.startsWith(`${origin}/`)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  if (path.includes("\0")) return null;
  const file = normalize(join(root, path === "/" || path === "" ? "index.html" : path));
  return file.startsWith(root) ? file : null;
}
