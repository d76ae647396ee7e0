import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** The rooms whose AssemblyScript becomes the one module: files in them import each other, and what they export is exported. */
const FOLDERS = ["wasm", "../filters/wasm"].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
const ID = "virtual:stage-kernels";

/** Bytes of the kernels' memory: all there ever is, so that it never moves. Pages that nobody touched cost nothing. */
const MEMORY_SIZE = 512 << 20;
const PAGE = 65_536;

/** The sources by their names within renderer/. */
async function readSources(): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const folder of FOLDERS) {
    const files = await readdir(folder).catch(() => []);
    for (const file of files.filter((name) => name.endsWith(".ts")).sort()) {
      sources.set(`${basename(dirname(folder))}/wasm/${file}`, await readFile(join(folder, file), "utf8"));
    }
  }
  return sources;
}

/** Compiles the picture kernels to WebAssembly. Rejects with the compiler's messages. */
export async function compileKernels(): Promise<Uint8Array<ArrayBuffer>> {
  // Loaded only when needed: the compiler is large.
  const { default: asc } = await import("assemblyscript/asc");
  const pages = MEMORY_SIZE / PAGE;
  const { error, binary, stderr } = await asc.compileString(Object.fromEntries(await readSources()), {
    ...{ optimizeLevel: 3, shrinkLevel: 0, runtime: "stub", enable: ["simd"], noAssert: true },
    ...{ initialMemory: pages, maximumMemory: pages },
  });
  if (error !== null || binary === null) throw new Error(`The stage kernels do not compile:\n${stderr.toString()}`);
  return new Uint8Array(binary);
}

/** Gives `virtual:stage-kernels`: the compiled kernels as bytes inside the bundle, so that nothing is fetched. */
export function stageKernels(): Plugin {
  let compiled: Promise<Uint8Array> | undefined;
  return {
    name: "stage-kernels",
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    async load(id) {
      if (id !== `\0${ID}`) return undefined;
      for (const folder of FOLDERS) this.addWatchFile(folder);
      compiled ??= compileKernels();
      const base64 = Buffer.from(await compiled).toString("base64");
      return `export default Uint8Array.from(atob("${base64}"), (c) => c.charCodeAt(0));`;
    },
    watchChange(id) {
      if (FOLDERS.some((folder) => id.startsWith(folder))) compiled = undefined;
    },
  };
}
