import inter from "@fontsource-variable/inter/wght.css?inline";
import notoSansKr from "@fontsource-variable/noto-sans-kr/wght.css?inline";

/** Families that come with the app; after the chosen one, so that Latin and Korean letters are there on every machine. */
const bundled = { Inter: inter, "Noto Sans KR": notoSansKr } as const;

/** The files are those that the page's styles name; nothing is fetched before a letter needs it. */
function addFaces(family: string, css: string): void {
  for (const [, rule = ""] of css.matchAll(/@font-face\s*\{([^}]*)\}/g)) {
    const said = (name: string): string | undefined => new RegExp(`${name}:\\s*([^;]+)`).exec(rule)?.[1]?.trim();
    const [, file] = /url\(["']?([^"')]+)["']?\)/.exec(rule) ?? [];
    if (file === undefined) continue;
    const source = `url(${JSON.stringify(new URL(file, import.meta.url).href)})`;
    const unicodeRange = said("unicode-range");
    const face = new FontFace(family, source, { weight: said("font-weight") ?? "normal", ...(unicodeRange === undefined ? {} : { unicodeRange }) });
    fontsHere().add(face);
  }
}

/** The fonts of this worker; types know only those of a page. */
function fontsHere(): FontFaceSet {
  return (globalThis as unknown as { fonts: FontFaceSet }).fonts;
}

const loaded = new Set<FontFace>();
let added = false;

/**
 * Loads the files of what bundled fonts this text needs and resolves, at last without them, with the CSS font to draw it with.
 * `style`: what stands before the families, "italic 700 48px".
 */
export async function fontFor(style: string, family: string, text: string): Promise<string> {
  if (!added) for (const [name, css] of Object.entries(bundled)) addFaces(name, css);
  added = true;
  const families = [family, ...Object.keys(bundled)].map((name) => `"${name.replace(/["\\]/g, "")}"`).join(", ");
  const faces = await fontsHere()
    .load(`${style} ${families}`, text)
    .catch(() => []);
  for (const face of faces) loaded.add(face);
  // Chromium remembers which files a list of families had when it was first drawn: with more of them it has to be another list.
  return `${style} ${families}, "with ${loaded.size}", sans-serif`;
}
