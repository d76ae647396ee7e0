import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { stageKernels } from "./renderer/stage/kernels-plugin";

const root = import.meta.dirname;

/** The oldest runtime the bundles must run on: Electron 25 (Node 18, Chromium 114). */
const node = "node18";
const browser = "chrome114";

/** Everything is in the bundles: the packaged app carries no node_modules. */
const bundled = { externalizeDeps: false, minify: true } as const;

export default defineConfig({
  main: {
    build: {
      ...bundled,
      target: node,
      outDir: "out/main",
      rollupOptions: {
        input: {
          main: resolve(root, "electron/main/main.ts"),
          engine: resolve(root, "electron/engine/utility.ts"),
          keyboard: resolve(root, "electron/main/hotkey-keyboard.ts"),
        },
        output: { format: "cjs", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
        external: ["electron"],
      },
    },
  },
  preload: {
    build: {
      ...bundled,
      target: node,
      outDir: "out/preload",
      rollupOptions: {
        input: { preload: resolve(root, "electron/preload/preload.ts") },
        output: { format: "cjs", entryFileNames: "[name].js" },
        external: ["electron"],
      },
    },
  },
  renderer: {
    root: resolve(root, "renderer"),
    publicDir: false,
    plugins: [react()],
    worker: { format: "es", plugins: () => [stageKernels()] },
    build: {
      target: browser,
      minify: true,
      outDir: resolve(root, "out/renderer"),
      emptyOutDir: true,
      rollupOptions: { input: resolve(root, "renderer/index.html") },
    },
  },
});
