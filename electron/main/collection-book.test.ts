import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aCollection } from "./collection.fixture";
import { CollectionBook } from "./collection-book";
import { CollectionFolder } from "./collection-folder";

let userData: string;
let folder: CollectionFolder;
let book: CollectionBook;
const changed = vi.fn();
const edited = vi.fn();
const opened = vi.fn(() => Promise.resolve());
const tell = vi.fn();

beforeEach(async () => {
  userData = mkdtempSync(join(tmpdir(), "collection-book-"));
  folder = new CollectionFolder(userData);
  for (const name of ["Main", "Game"]) await folder.save(aCollection({ name }));
  vi.clearAllMocks();
  book = opening(true);
});
afterEach(() => rmSync(userData, { recursive: true }));

function opening(saved: boolean) {
  const collection = aCollection({ name: saved ? "Main" : "Command line" });
  return new CollectionBook({ folder, canvas: () => ({ width: 640, height: 360 }), changed, edited, opened, tell }, { collection, saved, names: ["Game", "Main"] });
}
const onDisk = async (name: string) => (await folder.load(name))?.collection;

it("keeps what the window edited, without telling it back", async () => {
  const next = aCollection({ program: "pause" });
  expect(await book.write(next)).toBeNull();
  expect(book.now.collection).toEqual(next);
  expect(await onDisk("Main")).toEqual(next);
  expect(changed).not.toHaveBeenCalled();
  expect(edited).toHaveBeenCalledOnce();
});

it("never loses the newest of many writes", async () => {
  const writes = Array.from({ length: 50 }, (_, at) => book.write(aCollection({ transition: { kind: "fade", duration: 100 + at } })));
  await Promise.all(writes);
  expect((await onDisk("Main"))?.transition).toEqual({ kind: "fade", duration: 149 });
});

it("opens another, and takes a late word on the one before", async () => {
  expect(await book.openNamed("game")).toBeNull();
  expect(changed).toHaveBeenLastCalledWith({ collection: aCollection({ name: "Game" }), saved: true, names: ["Game", "Main"] });
  expect(opened).toHaveBeenLastCalledWith("Game");
  expect(await book.write(aCollection({ program: "pause" }))).toBeNull();
  expect(book.now.collection.name).toBe("Game");
  expect((await onDisk("Main"))?.program).toBe("pause");
  expect(await book.write(aCollection({ name: "Gone" }))).toEqual({ code: "collection-missing", subject: "Gone" });
  expect(await book.openNamed("Gone")).toEqual({ code: "collection-missing", subject: "Gone" });
});

it("makes a new one with an empty scene of the program's size", async () => {
  expect(await book.create("Fresh")).toBeNull();
  expect(book.now.collection).toMatchObject({ name: "Fresh", canvas: { width: 640, height: 360 }, scenes: [{ items: [] }], channels: [] });
  expect(await onDisk("Fresh")).toEqual(book.now.collection);
  expect(await book.create("MAIN")).toEqual({ code: "collection-exists", subject: "Main" });
});

it("renames the open one and another, and only to a free name", async () => {
  expect(await book.rename("Main", "game")).toEqual({ code: "collection-exists", subject: "game" });
  expect(await book.rename("Main", "MAIN")).toBeNull();
  expect(await book.rename("Game", "Play")).toBeNull();
  expect(book.now).toEqual({ collection: aCollection({ name: "MAIN" }), saved: true, names: ["MAIN", "Play"] });
  expect(opened).toHaveBeenCalledWith("MAIN");
  expect(opened).toHaveBeenCalledOnce();
  expect(await onDisk("Main")).toBeUndefined();
});

it("does not bring a renamed one back by a late edit under its old name", async () => {
  const renaming = book.rename("Main", "Show");
  const late = vi.waitUntil(() => book.now.collection.name === "Show", { timeout: 20_000 }).then(() => book.write(aCollection({ name: "Main" })));
  expect(await renaming).toBeNull();
  expect(await late).toEqual({ code: "collection-missing", subject: "Main" });
  expect(await folder.names()).toEqual(["Game", "Show"]);
});

it("copies the open one as it is now, and opens the copy", async () => {
  await book.write(aCollection({ program: "pause" }));
  expect(await book.duplicate("Main", "Main 2")).toBeNull();
  expect(book.now.collection).toEqual(aCollection({ name: "Main 2", program: "pause" }));
  expect(await book.duplicate("Nobody", "X")).toEqual({ code: "collection-missing", subject: "Nobody" });
});

describe("removing", () => {
  it("turns to another when it was the open one, and brings it back open", async () => {
    await book.write(aCollection({ program: "pause" }));
    expect(await book.remove("Main")).toBeNull();
    expect(book.now).toMatchObject({ collection: { name: "Game" }, names: ["Game"] });
    expect(await book.restore("Main", true)).toBeNull();
    expect(book.now).toEqual({ collection: aCollection({ program: "pause" }), saved: true, names: ["Game", "Main"] });
    expect(await book.restore("Main", true)).toEqual({ code: "collection-exists", subject: "Main" });
  });

  it("leaves the open one alone when it was another", async () => {
    expect(await book.remove("Game")).toBeNull();
    expect(book.now).toEqual({ collection: aCollection(), saved: true, names: ["Main"] });
    expect(await book.remove("Main")).toEqual({ code: "collection-last" });
  });
});

it("never writes what the command line put together", async () => {
  book = opening(false);
  expect(await book.write(aCollection({ name: "Command line", program: "pause" }))).toBeNull();
  expect(book.now.collection.program).toBe("pause");
  expect(await folder.names()).toEqual(["Game", "Main"]);
  expect(await onDisk("Main")).toEqual(aCollection());
});
