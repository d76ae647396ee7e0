import { basename, isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProblemCode } from "../contract/problem";

export interface PageAddress {
  /** What is loaded, or why nothing can be. */
  readonly load: string | { readonly code: ProblemCode };
  /** As people know it. Addresses of overlays carry keys in their paths and queries, so only where it lies is told. */
  readonly name: string;
}

/** Where a page order leads: an http(s) address, or the absolute path of a file that is `allowed`. */
export function pageAddress(page: string, allowed: (path: string) => boolean): PageAddress {
  if (isAbsolute(page)) {
    return { load: allowed(page) ? pathToFileURL(page).href : { code: "file-refused" }, name: basename(page) };
  }
  try {
    const { protocol, host, href } = new URL(page);
    if (/^https?:$/.test(protocol)) return { load: href, name: host };
  } catch {
    // not an address at all
  }
  return { load: { code: "address-invalid" }, name: page };
}
