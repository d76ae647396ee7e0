import fc from "fast-check";

/** What upsets readers: ends of strings and numbers, wrong types, other alphabets, names that objects have already. */
const nasty = ["", "\0", "\uFEFF", "\u202E", "\uD800", "한글", '"', "\\", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "0.5", "1e999", "NaN",
  "9007199254740993", '"__proto__"', '"constructor"', "%00", "%zz", "%2e%2e", "../", "?", "#", "&", "@", "//", "\r\n", "\n", "\t", " ", "a".repeat(5000)];

/** Texts that were good and had some places cut out, doubled or replaced by something nasty. */
export function mutants(originals: readonly string[]): fc.Arbitrary<string> {
  const insertion = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: "binary", maxLength: 6 }));
  const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.oneof(fc.nat(4), fc.nat(60)), insertion, doubled: fc.boolean() });
  return fc.tuple(fc.constantFrom(...originals), fc.array(edit, { minLength: 1, maxLength: 5 })).map(([original, edits]) =>
    edits.reduce((text, { at, cut, insertion: inserted, doubled }) => {
      const from = Math.floor(at * text.length);
      const piece = doubled ? text.slice(from, from + cut) : "";
      return text.slice(0, from) + piece + inserted + text.slice(from + (doubled ? 0 : cut));
    }, original),
  );
}

/** The same of JSON, as long as it still is JSON: other values come up as they are. */
export function mutantValues(originals: readonly unknown[]): fc.Arbitrary<unknown> {
  const replaced = fc.tuple(fc.constantFrom(...originals), fc.array(fc.tuple(fc.nat(10_000), fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, NaN, Infinity, -0, 2 ** 53))), { minLength: 1, maxLength: 4 }));
  return fc.oneof(
    fc.anything(),
    fc.jsonValue(),
    replaced.map(([original, edits]) => edits.reduce<unknown>((value, [at, other]) => replaceNode(value, at, other), structuredClone(original))),
  );
}

/** `value` with its node number `at` (counted depth first, around) replaced. */
function replaceNode(value: unknown, at: number, other: unknown): unknown {
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(value);
  const [holder, key] = places[at % (places.length + 1)] ?? [];
  if (holder === undefined || key === undefined) return other;
  Object.defineProperty(holder, key, { value: other, enumerable: true, configurable: true, writable: true });
  return value;
}
