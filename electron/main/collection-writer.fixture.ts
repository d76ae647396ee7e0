import { aCollection } from "./collection.fixture";
import { CollectionFolder } from "./collection-folder";

/** A process of its own that writes a large collection for ever, to be killed in the middle of it. */
async function write(folder: CollectionFolder): Promise<void> {
  const [scene] = aCollection().scenes;
  for (let round = 1; scene !== undefined; round++) {
    const scenes = Array.from({ length: 400 }, (_, at) => ({ ...scene, id: `s${at}`, name: `Round ${round}` }));
    await folder.save(aCollection({ scenes, program: "s0" }));
    if (round === 3) process.stdout.write("writing\n");
  }
}

void write(new CollectionFolder(process.argv[2] ?? ""));
