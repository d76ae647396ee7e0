/**
 * Compiles the network in the window, away from the audio thread, which only instantiates it. The package carries it as
 * text inside its script (the file beside it is the older network, which takes out far less). Rejects when it cannot be had.
 */
export async function compileRnnoise(): Promise<WebAssembly.Module> {
  const { default: script } = await import("@jitsi/rnnoise-wasm/dist/rnnoise-sync.js?raw");
  const text = /base64,([A-Za-z0-9+/=]+)/.exec(script)?.[1];
  if (text === undefined) throw new Error("The noise suppression's network is missing from its package");
  return WebAssembly.compile(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
}
