import { safeStorage } from "electron";
import type { Vault } from "./secrets-file";

/**
 * The system's keychain through Electron: Keychain, DPAPI, or on Linux libsecret and KWallet. Without one of those Linux
 * has "basic_text", whose password is known to everyone: as good as plain text, and used only when asked to seal.
 */
export function systemVault(): Vault {
  if (process.platform !== "linux") {
    return { ...electronVault, kind: safeStorage.isEncryptionAvailable() ? "keychain" : "none" };
  }
  const backend = safeStorage.getSelectedStorageBackend?.() ?? "unknown";
  if (backend !== "basic_text" && backend !== "unknown" && safeStorage.isEncryptionAvailable()) {
    return { ...electronVault, kind: "keychain" };
  }
  if (safeStorage.setUsePlainTextEncryption === undefined) return { ...electronVault, kind: "none" };
  const plainly = <A, R>(work: (given: A) => R) => {
    return (given: A) => {
      safeStorage.setUsePlainTextEncryption(true);
      return work(given);
    };
  };
  return { kind: "plain-text", seal: plainly(electronVault.seal), open: plainly(electronVault.open) };
}

const electronVault = {
  seal: (secret: string) => safeStorage.encryptString(secret),
  open: (sealed: Buffer) => safeStorage.decryptString(sealed),
};
