import { readFile } from "node:fs/promises";
import { extname, normalize, sep } from "node:path";
import { protocol } from "electron";
import { pathInside } from "./page-path";

export const PAGE_ORIGIN = "app://tallylight";

/** What the page may load and reach: itself, and the preview server on this machine. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob: mediastream: http://127.0.0.1:*",
  "connect-src 'self' http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Must run before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the built page from `folder` under PAGE_ORIGIN, each answer with the content security policy. */
export function servePage(folder: string): void {
  const root = normalize(folder + sep);
  protocol.handle("app", async (request) => {
    const file = pathInside(root, request.url, PAGE_ORIGIN);
    if (file === null) return new Response("Not found", { status: 404 });
    try {
      return new Response(await readFile(file), {
        headers: {
          "Content-Type": types[extname(file)] ?? "application/octet-stream",
          "Content-Security-Policy": POLICY,
          "X-Content-Type-Options": "nosniff",
        },
      });
    } catch {
      return new Response("Not found", { status: 404 });
    }
  });
}
