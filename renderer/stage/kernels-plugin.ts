import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** The AssemblyScript sources of the kernels. */
const SOURCE = fileURLToPath(new URL("wasm/kernels.ts", import.meta.url));
const ID = "virtual:stage-kernels";

/** Compiles the picture kernels to WebAssembly. Rejects with the compiler's messages. */
export async function compileKernels(): Promise<Uint8Array<ArrayBuffer>> {
  // Loaded only when needed: the compiler is large.
  const { default: asc } = await import("assemblyscript/asc");
  const source = await readFile(SOURCE, "utf8");
  const { error, binary, stderr } = await asc.compileString(
    { "kernels.ts": source },
    { optimizeLevel: 3, shrinkLevel: 0, runtime: "stub", enable: ["simd"], noAssert: true, initialMemory: 2 },
  );
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
      this.addWatchFile(SOURCE);
      compiled ??= compileKernels();
      const base64 = Buffer.from(await compiled).toString("base64");
      return `export default Uint8Array.from(atob("${base64}"), (c) => c.charCodeAt(0));`;
    },
    watchChange(id) {
      if (id === SOURCE) compiled = undefined;
    },
  };
}
