import { open, rm, stat } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { type Problem, ProblemError } from "../../contract/problem";

/**
 * Makes an empty file of this name, or of the first name after it that nobody has: "a.mkv", "a (2).mkv", … An
 * existing file is never touched. Throws a ProblemError: folder-missing, folder-read-only, disk-full, recording-failed.
 */
export async function claimFile(wanted: string): Promise<string> {
  const extension = extname(wanted);
  const stem = wanted.slice(0, wanted.length - extension.length);
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? wanted : `${stem} (${number})${extension}`;
    try {
      await (await open(file, "wx")).close();
      return file;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw new ProblemError(folderProblem(thrown as NodeJS.ErrnoException, dirname(wanted)));
    }
  }
}

/** Removes a claimed file into which nothing was written. */
export async function removeIfEmpty(file: string): Promise<void> {
  if ((await stat(file)).size === 0) await rm(file);
}

/** Why nothing can be written in a folder. */
export function folderProblem(error: NodeJS.ErrnoException, folder: string): Problem {
  const problem = { subject: folder, detail: error.message };
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR":
      return { code: "folder-missing", ...problem };
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return { code: "folder-read-only", ...problem };
    case "ENOSPC":
    case "EDQUOT":
      return { code: "disk-full", ...problem };
    default:
      return { code: "recording-failed", ...problem };
  }
}
