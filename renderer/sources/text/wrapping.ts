const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Writing that is broken between any two characters. */
const ideographic = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;
/** What must not begin a line (closing brackets, stops, small kana), and what must not end one. */
const closing = /^[\p{Pe}\p{Pf}!,.:;?%…‥、。，．：；！？・ー々〜～ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ]/u;
const opening = /^[\p{Ps}\p{Pi}]/u;
/** Spaces, but those that hold words together. */
const space = /^[^\S\u00a0\u202f]/u;

/**
 * The lines of a text in which none is wider than `width`, as `measure` says: broken at spaces, which then are not part of a line,
 * Korean, Chinese and Japanese at any character but where their punctuation forbids it, and a word that is too wide alone within it.
 */
export function wrapLines(text: string, width: number, measure: (line: string) => number): string[] {
  return text.split("\n").flatMap((paragraph) => wrapped(paragraph, width, measure));
}

function wrapped(paragraph: string, width: number, measure: (line: string) => number): string[] {
  const fits = (line: string): boolean => measure(line.trimEnd()) <= width;
  const lines: string[] = [];
  let line = "";
  const add = (piece: string): void => {
    if (line !== "" && !fits(line + piece)) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  };
  for (const piece of pieces(paragraph)) {
    if (fits(piece)) add(piece);
    else for (const { segment } of graphemes.segment(piece)) add(segment);
  }
  return [...lines, line.trimEnd()];
}

/** What stays on one line, each with the spaces behind it. */
function pieces(paragraph: string): string[] {
  const found: string[] = [];
  let piece = "";
  let last = "";
  for (const { segment } of graphemes.segment(paragraph)) {
    if (piece !== "" && mayBreak(last, segment)) {
      found.push(piece);
      piece = "";
    }
    piece += segment;
    last = segment;
  }
  return piece === "" ? found : [...found, piece];
}

function mayBreak(before: string, after: string): boolean {
  if (space.test(after)) return false;
  if (space.test(before)) return true;
  return (ideographic.test(before) || ideographic.test(after)) && !closing.test(after) && !opening.test(before);
}
