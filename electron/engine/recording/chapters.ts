import { readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { ChapterMarks } from "../../contract/recording";

/** Where the marks of a recording are until it is finished, so that a crash does not take them. */
const chaptersName = (file: string): string => join(dirname(file), `.${basename(file)}.chapters`);

/** Keeps where chapters begin, in ms of the file; throws what the file system says. */
export async function writeChapters(file: string, marks: readonly number[]): Promise<void> {
  const kept: ChapterMarks = { version: 1, marks: [...marks] };
  await writeFileAtomic(chaptersName(file), JSON.stringify(kept), { mode: 0o600 });
}

/** What was kept; none where nothing is, or where it cannot be read. */
export async function readChapters(file: string): Promise<number[]> {
  try {
    return ChapterMarks.parse(JSON.parse(await readFile(chaptersName(file), "utf8"))).marks;
  } catch {
    return [];
  }
}

/** The marks are in the file itself, or the file is gone. */
export async function forgetChapters(file: string): Promise<void> {
  await rm(chaptersName(file), { force: true });
}

/**
 * The chapters of a recording of so many ms as ffmpeg reads them (ffmetadata): each goes to the next mark, the first from
 * the beginning. Marks behind the end are left out: what followed them was lost.
 */
export function chapterMetadata(marks: readonly number[], length: number): string {
  const inside = marks.filter((mark) => mark > 0 && mark < length);
  const starts = [...new Set([0, ...inside])].sort((a, b) => a - b);
  const chapters = starts.map((start, at) => {
    const end = starts[at + 1] ?? length;
    return `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${Math.round(start)}\nEND=${Math.round(end)}\ntitle=Chapter ${at + 1}\n`;
  });
  return `;FFMETADATA1\n${chapters.join("")}`;
}
