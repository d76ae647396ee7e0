import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { build, preview } from "vite";

export interface ServedShowcase {
  /** Address of the showcase; `?scene=` picks the scene. */
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the showcase as the product's window is built, and serves it on a free port of this machine. */
export async function serveShowcase(): Promise<ServedShowcase> {
  const outDir = await mkdtemp(join(tmpdir(), "tallylight-showcase-"));
  const common = { configFile: false, root: import.meta.dirname, publicDir: false, logLevel: "error" } as const;
  await build({
    ...common,
    plugins: [react()],
    worker: { format: "es" },
    build: { target: "chrome114", outDir, emptyOutDir: true, minify: false, chunkSizeWarningLimit: 8192 },
  });
  const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: "127.0.0.1" } });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("The showcase has no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
