import { createServer, type Server } from "node:http";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { build } from "vite";
import { stageKernels } from "../kernels-plugin";

/** The policy of the real page, so that a worker or worklet it forbids fails here as well. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "media-src 'self' mediastream:",
  "connect-src 'self'",
  "font-src 'self'",
].join("; ");

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".woff2": "font/woff2" };

export interface ServedStand {
  /** Address of the page, on 127.0.0.1. */
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the stand in a folder as the product is built and serves it on a free port. */
export async function serveStand(root = import.meta.dirname): Promise<ServedStand> {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-stand-"));
  await build({
    configFile: false,
    logLevel: "error",
    root,
    worker: { format: "es", plugins: () => [stageKernels()] },
    build: { target: "chrome114", outDir: folder, emptyOutDir: true },
  });
  const server: Server = createServer((request, response) => {
    const path = request.url === "/" ? "/index.html" : (request.url ?? "/");
    readFile(join(folder, path)).then(
      (body) => {
        const type = types[extname(path)] ?? "application/octet-stream";
        response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The stand has no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
