import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { watchFile } from "./file-watch";

let root: string;
let ends: (() => void)[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tallylight-watch-"));
  ends = [];
});
afterEach(async () => {
  ends.forEach((end) => end());
  await rm(root, { recursive: true, force: true });
});

/** Watches, and gives what does something and resolves with the next change that is told. */
function watched(path: string): (deed: () => Promise<unknown>) => Promise<void> {
  let heard = (): void => undefined;
  ends.push(watchFile(path, () => heard()));
  return async (deed) => {
    const told = new Promise<void>((resolve) => (heard = resolve));
    await deed();
    await told;
  };
}

it("tells of writing, of replacing by renaming, of removing and of making again", async () => {
  const file = join(root, "title.txt");
  await writeFile(file, "one");
  const changed = watched(file);
  await changed(() => appendFile(file, " two"));
  await changed(async () => {
    await writeFile(`${file}.new`, "three");
    await rename(`${file}.new`, file);
  });
  await changed(() => appendFile(file, " four"));
  await changed(() => rm(file));
  await changed(() => writeFile(file, "five"));
});

it("waits for folders that are not there, and finds them again when they were replaced", async () => {
  const file = join(root, "a", "b", "title.txt");
  const changed = watched(file);
  const written = async (): Promise<void> => {
    await mkdir(join(root, "a", "b"), { recursive: true });
    await writeFile(file, "one");
  };
  await changed(written);
  await changed(() => appendFile(file, " two"));
  await changed(() => rm(join(root, "a"), { recursive: true }));
  await changed(written);
  await changed(() => appendFile(file, " three"));
});

it("tells once for what happens in one go, nothing of its neighbours, and nothing once ended", async () => {
  const file = join(root, "title.txt");
  const other = join(root, "other.txt");
  await Promise.all([writeFile(file, "one"), writeFile(other, "one")]);
  let count = 0;
  const end = watchFile(file, () => count++);
  const beside = watched(other);
  await beside(() => appendFile(other, " two"));
  expect(count).toBe(0);
  end();
  await appendFile(file, " two");
  await beside(() => appendFile(other, " three"));
  expect(count).toBe(0);
});
