import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aCollection } from "./collection.fixture";
import { CollectionFolder } from "./collection-folder";

let userData: string;
let folder: CollectionFolder;
beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), "collection-folder-"));
  folder = new CollectionFolder(userData);
});
afterEach(() => rmSync(userData, { recursive: true }));

const files = (...below: string[]) => readdirSync(join(userData, "collections", ...below));
const path = (file: string) => join(userData, "collections", file);
const put = (file: string, text: string) => {
  mkdirSync(path(""), { recursive: true });
  writeFileSync(path(file), text);
};

it("keeps a collection as readable JSON under its name, for the owner only", async () => {
  const collection = aCollection({ name: "금요일 밤 🎮" });
  await folder.save(collection);
  expect(await folder.load("금요일 밤 🎮")).toEqual({ collection, problem: null });
  expect(readFileSync(path("금요일 밤 🎮.json"), "utf8")).toContain('\n  "scenes": [\n');
  if (process.platform !== "win32") expect(statSync(path("금요일 밤 🎮.json")).mode & 0o777).toBe(0o600);
});

it("has room for the longest names of any script", async () => {
  for (const letter of ["a", "힣", "🎮"]) {
    const name = letter.repeat(60 / letter.length);
    await folder.save(aCollection({ name }));
    await folder.remove(name);
    expect(await folder.restore(name)).toBe(true);
    expect(await folder.load(name)).toMatchObject({ problem: null });
  }
});

it("lists the names as people sort them, and nothing else", async () => {
  expect(await folder.names()).toEqual([]);
  for (const name of ["Show 10", "show 9", "Émile", "Zoo"]) await folder.save(aCollection({ name }));
  put("notes.txt", "");
  put(".hidden.json", "{}");
  mkdirSync(path("removed"));
  expect(await folder.names()).toEqual(["Émile", "show 9", "Show 10", "Zoo"]);
});

it("finds a name whatever its case", async () => {
  await folder.save(aCollection({ name: "Main" }));
  expect(await folder.find("MAIN")).toBe("Main");
  expect(await folder.find("Mai")).toBeNull();
});

it("has the newest on disk when writes come together, each under its name", async () => {
  const given = ["a", "b", "c"].flatMap((program) => ["One", "Two"].map((name) => aCollection({ name, program: program === "c" ? "pause" : "talk" })));
  await Promise.all(given.map((one) => folder.save(one)));
  for (const name of ["One", "Two"]) expect((await folder.load(name))?.collection.program).toBe("pause");
});

it.each(["", "{ not json", "null"])("keeps %j aside and says so", async (text) => {
  put("Main.json", text);
  const loaded = await folder.load("Main");
  const aside = files().filter((file) => file.startsWith("Main.json.broken-"));
  expect(aside).toHaveLength(1);
  expect(loaded?.problem).toEqual({ code: "collection-corrupt", subject: path(String(aside[0])) });
  expect(readFileSync(path(String(aside[0])), "utf8")).toBe(text);
  // The mended one is there at once, so that the next start is quiet.
  expect(await folder.load("Main")).toEqual({ collection: loaded?.collection, problem: null });
  expect(await folder.names()).toEqual(["Main"]);
});

it("says null of what is not there", async () => {
  expect(await folder.load("Nobody")).toBeNull();
});

describe("what is removed", () => {
  it("comes back as it was, the newest first", async () => {
    for (const program of ["talk", "pause"]) {
      await folder.save(aCollection({ program }));
      await folder.remove("Main");
      expect(await folder.names()).toEqual([]);
    }
    await folder.save(aCollection({ name: "Main.2" }));
    await folder.remove("Main.2");
    expect(files("removed")).toHaveLength(3);
    expect(await folder.restore("Main")).toBe(true);
    expect((await folder.load("Main"))?.collection).toEqual(aCollection({ program: "pause" }));
    expect(await folder.restore("Nobody")).toBe(false);
  });
});

it("leaves a whole file whenever its process is killed", { timeout: 120_000 }, async () => {
  const out = join(userData, "built");
  await build({
    configFile: false,
    logLevel: "error",
    build: { outDir: out, ssr: join(__dirname, "collection-writer.fixture.ts"), target: "node18", rollupOptions: { output: { format: "cjs", entryFileNames: "writer.cjs" } } },
    ssr: { noExternal: true },
  });
  let torn = 0;
  for (let round = 0; round < 12; round++) {
    const child: ChildProcess = spawn(process.execPath, [join(out, "writer.cjs"), userData], { stdio: ["ignore", "pipe", "inherit"] });
    await Promise.race([once(child.stdout ?? child, "data"), once(child, "exit").then(() => Promise.reject(new Error("the writer ended by itself")))]);
    const gone = once(child, "exit");
    // As soon as a piece of the next one is seen beside the last.
    const watcher = watch(path(""), (_event, file) => file !== "Main.json" && child.kill("SIGKILL"));
    await gone;
    watcher.close();
    torn += files().filter((file) => file !== "Main.json").length;
    const stored = JSON.parse(readFileSync(path("Main.json"), "utf8")) as { scenes: { name: string }[] };
    expect(stored.scenes).toHaveLength(400);
    expect(new Set(stored.scenes.map(({ name }) => name)).size, "one round, not two mixed").toBe(1);
    expect(await folder.load("Main")).toMatchObject({ problem: null });
  }
  expect(torn, "at least once a write was under way").toBeGreaterThan(0);
});
