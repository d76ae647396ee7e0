const SHORTEST = 4;

/** Takes every known secret out of a line. Secrets shorter than 4 characters would take the text apart: they are none. */
export function redact(line: string, secrets: readonly string[]): string {
  return secrets
    .flatMap((secret) => [secret, ...secret.split(/[?&]/), encodeURIComponent(secret)])
    .filter((secret) => secret.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, "•••"), line);
}
