/**
 * The network as WebAssembly. Its package carries it as text inside a script (the file beside that is the older network,
 * which takes out far less). Rejects when it cannot be had.
 */
export async function loadRnnoise(): Promise<Uint8Array<ArrayBuffer>> {
  const { default: script } = await import("@jitsi/rnnoise-wasm/dist/rnnoise-sync.js?raw");
  const text = /base64,([A-Za-z0-9+/=]+)/.exec(script)?.[1];
  if (text === undefined) throw new Error("The noise suppression's network is missing from its package");
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
