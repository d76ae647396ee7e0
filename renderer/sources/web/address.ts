/** What a person typed as an address with what browsers add: https://, or http:// on this computer. Empty stays empty. */
export function pageAddress(typed: string): string {
  const address = typed.trim();
  // "host:8080" begins like a scheme.
  const complete = address === "" || /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(address);
  if (complete) return address;
  return `${/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/i.test(address) ? "http" : "https"}://${address}`;
}
