import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_FILE } from "../contract/channels";
import { holds, SourceFiles } from "./source-files";

let root: string;
let title: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "tallylight-files-"));
  title = join(root, "title.txt");
  await writeFile(title, "Hello");
});
afterAll(() => rm(root, { recursive: true }));

const files = (parts: Partial<ConstructorParameters<typeof SourceFiles>[0]> = {}) =>
  new SourceFiles({ stands: () => false, choose: () => Promise.resolve([]), changed: () => undefined, ...parts });
const problem = (code: string, subject: string) => ({ problem: { code, subject } });

describe("SourceFiles", () => {
  it("reads what stands in the collection and what was chosen, and nothing else", async () => {
    expect(await files().read(title)).toEqual(problem("file-refused", "title.txt"));
    expect(await files({ stands: (path) => path === title }).read(title)).toEqual({ bytes: new TextEncoder().encode("Hello") });
    const asked = files({ choose: () => Promise.resolve([title]) });
    expect(await asked.choose(["txt"], false)).toEqual([title]);
    expect(await asked.read(title)).toHaveProperty("bytes");
    expect(await asked.read(join(root, "other.txt"))).toEqual(problem("file-refused", "other.txt"));
    expect(await files({ stands: () => true }).read("title.txt")).toEqual(problem("file-refused", "title.txt"));
  });

  it("says why a file cannot be had", async () => {
    const all = files({ stands: () => true });
    expect(await all.read(join(root, "none.png"))).toEqual(problem("file-missing", "none.png"));
    expect(await all.read(join(title, "none.png"))).toEqual(problem("file-missing", "none.png"));
    expect(await all.read(root)).toMatchObject({ problem: { code: "file-unreadable" } });
    // A device would never end.
    if (process.platform !== "win32") expect(await all.read("/dev/zero")).toEqual(problem("file-unreadable", "zero"));
    const huge = join(root, "huge.png");
    await writeFile(huge, "");
    await truncate(huge, MAX_FILE + 1);
    expect(await all.read(huge)).toEqual(problem("file-too-large", "huge.png"));
  });

  it("watches while anyone wants it", async () => {
    let heard: (path: string) => void = () => undefined;
    const all = files({ stands: () => true, changed: (path) => heard(path) });
    all.watch(title);
    all.watch(title);
    all.unwatch(title);
    const told = new Promise<string>((resolve) => (heard = resolve));
    await writeFile(title, "Bye");
    expect(await told).toBe(title);
    heard = () => expect.unreachable();
    all.unwatch(title);
    await writeFile(title, "Hello");
    const other = join(root, "other.txt");
    const again = new Promise<string>((resolve) => (heard = resolve));
    all.watch(other);
    await writeFile(other, "");
    expect(await again).toBe(other);
    all.unwatchAll();
  });
});

it("finds a text anywhere inside", () => {
  const collection = { sources: [{ settings: { files: ["/a.png", "/b.png"] } }], transition: { file: "/c.webm" }, n: null };
  expect(holds(collection, "/b.png")).toBe(true);
  expect(holds(collection, "/c.webm")).toBe(true);
  expect(holds(collection, "/b")).toBe(false);
  expect(holds(collection, "files")).toBe(false);
});
