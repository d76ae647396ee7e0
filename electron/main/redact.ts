import type { DestinationSecrets } from "../contract/destination";

const MASK = "•••";

/** Below this length a secret is masked only as a whole word: “live” as a key must not eat the letters of “delivered”. */
const SHORT = 8;

/** What is secret wherever it stands: user and password of an address, and what its parameters are for. */
const credentials = /(?<=\b[a-z][a-z\d+.-]*:\/\/)[^\s/?#@"'<>]+(?=@)/giu;
const parameters = /(?<=[?&;,](?:passphrase|(?:stream_?|api_?)?key|(?:access_?)?token|auth|pass(?:word|wd)?|pwd|secret|sig(?:nature)?)=)[^&;,\s"'<>#]+|(?<=[?&]streamid=)[^&\s"'<>]+/giu;

/**
 * Every secret this run has seen, in all the forms it may turn up in, and the one function that takes them out of text.
 * Secrets are never forgotten: a removed key may still stand in a late message.
 */
export class Redactor {
  private readonly known = new Set<string>();
  private pattern: RegExp | null = null;

  learn(secrets: DestinationSecrets): void {
    for (const secret of [secrets.streamKey, secrets.passphrase, secrets.streamId]) {
      if (secret === undefined) continue;
      this.add(secret);
      // A key with a query (key?auth=…) is taken apart by many programs.
      this.add(secret.split("?", 1)[0] ?? "");
      for (const value of secret.matchAll(/[?&,][^=]+=([^&,]+)/g)) this.add(String(value[1]));
    }
    const forms = [...this.known].sort((a, b) => b.length - a.length).map(matcher);
    this.pattern = forms.length === 0 ? null : new RegExp(forms.join("|"), "giu");
  }

  redact(text: string): string {
    const known = this.pattern === null ? text : text.replace(this.pattern, MASK);
    return known.replace(credentials, MASK).replace(parameters, MASK);
  }

  private add(secret: string): void {
    if (secret.length < 3) return;
    this.known.add(secret);
    this.known.add(encodeURIComponent(secret));
    this.known.add(encodeURI(secret));
    this.known.add(JSON.stringify(secret).slice(1, -1));
  }
}

function matcher(secret: string): string {
  const plain = secret.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return secret.length < SHORT ? `(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])` : plain;
}
