import { describe, expect, it } from "vitest";
import { contextOf, disc, gradient, hashOf, type ItemWish, sceneOf, StillSource } from "./composition.fixture";
import { SceneView } from "./scene-view";

/** A 96x54 canvas with a ground all over it and, above, one item in every way there is. Hashes of the I420 (and alpha). */
const CANVAS = { width: 96, height: 54 };

const over = (wish: Partial<ItemWish>): ItemWish[] => [{ source: "ground" }, { source: "photo", ...wish }];

const golden: Readonly<Record<string, readonly [items: readonly ItemWish[], hash: string]>> = {
  "as it is": [over({}), "502e6d9b17baeff3 d512dd7b196e92fb"],
  "at an even place": [over({ transform: { x: 20, y: 10 } }), "60acae39dfac9dc7 39c6289e51007753"],
  "at an odd place": [over({ transform: { x: 21, y: 11 } }), "6d9b65d520095e50 996722ef685279d6"],
  "between pixels": [over({ transform: { x: 20.5, y: 10.25 } }), "c54ba760905122a4 7354bf7abc49e74d"],
  "partly outside": [over({ transform: { x: -10, y: 40 } }), "af1de6744b9f9884 d3818c64b0a05ea4"],
  "wholly outside": [over({ transform: { x: 200, y: 40 } }), "af33464a0bce6e14 6fd3a73add31a46f"],
  cropped: [over({ transform: { x: 8, y: 8, crop: { left: 6, top: 4, right: 2, bottom: 8 } } }), "b6d89cc18af0b259 0181992c6d430e0b"],
  "cropped oddly": [over({ transform: { x: 8, y: 8, crop: { left: 5, top: 3, right: 1, bottom: 7 } } }), "24cdc7bbd7cb4e5f 05df61a61b18c6fd"],
  "flipped across": [over({ transform: { x: 8, y: 8, flip: { horizontal: true, vertical: false } } }), "4a4b0d32c8be7c26 f40464aac4c07e33"],
  "flipped down": [over({ transform: { x: 8, y: 8, flip: { horizontal: false, vertical: true } } }), "04982067feb11f23 a643a5f1d394e279"],
  "flipped both ways and cropped": [
    over({ transform: { flip: { horizontal: true, vertical: true }, crop: { left: 9, top: 0, right: 0, bottom: 3 } } }),
    "7575febf3f958fac 1667834a7c829f5e",
  ],
  larger: [over({ transform: { sizing: { mode: "scale", x: 1.5, y: 1.5 } } }), "63901d63e66e5f16 ec56533a34d8e5b0"],
  smaller: [over({ transform: { x: 4, y: 4, sizing: { mode: "scale", x: 0.7, y: 0.7 } } }), "2331b5eb095ded23 5da9f1ac7deb847f"],
  "much smaller": [over({ transform: { x: 4, y: 4, sizing: { mode: "scale", x: 0.2, y: 0.2 } } }), "4a99160e194e8ab9 e7ed0e1cf6a66ca1"],
  "wide and low": [over({ transform: { x: 2, y: 6, sizing: { mode: "scale", x: 2, y: 0.3 } } }), "e3c01b6850e0c8c0 147d3762f24f0c0f"],
  stretched: [over({ transform: { sizing: { mode: "stretch", width: 96, height: 54 } } }), "f0830554d63c7150 f0830554d63c7150"],
  contained: [over({ transform: { sizing: { mode: "contain", width: 96, height: 54 } } }), "0452a6810c8fe7fd c9ef2ddb4cd5570d"],
  covering: [over({ transform: { sizing: { mode: "cover", width: 96, height: 54 } } }), "e5cc5005608ce7ec e5cc5005608ce7ec"],
  "anchored right below": [over({ transform: { x: 96, y: 54, anchor: { x: "right", y: "bottom" } } }), "8f7c4b46fa8c00f0 fde320ed68c0316d"],
  "anchored in the middle": [over({ transform: { x: 48, y: 27, anchor: { x: "centre", y: "centre" } } }), "c16035929b9efdab cd8ee1e3713cd036"],
  "turned by 30°": [over({ transform: { x: 20, y: 10, rotation: 30 } }), "07eee15b8fac8d2d 4707c1ce06b74d47"],
  "turned by 90°": [over({ transform: { x: 20, y: 10, rotation: 90 } }), "7b974c02edfc2fb8 cf03638c117dbc0c"],
  "turned by 180°": [over({ transform: { x: 20, y: 10, rotation: 180 } }), "1e3c59b8d1aeef8e 9355c10fe8c2e2c0"],
  "turned by −45°, larger and flipped": [
    over({ transform: { x: 20, y: 0, rotation: -45, sizing: { mode: "scale", x: 1.3, y: 1.3 }, flip: { horizontal: true, vertical: false } } }),
    "ccb11f92ed6c0767 0995b8646d386847",
  ],
  "half there": [over({ opacity: 0.5, transform: { x: 10, y: 10 } }), "aee94da31a821017 9fa0da1ce3f7a6ef"],
  "with alpha": [over({ source: "disc", transform: { x: 10, y: 10 } }), "d6c398f8c850a310 244df24b4eb3148b"],
  "with alpha, at an odd place": [over({ source: "disc", transform: { x: 11, y: 9 } }), "2b5d0629fec338ae 476d1373fdc7c497"],
  "with alpha, half there": [over({ source: "disc", opacity: 0.5, transform: { x: 10, y: 10 } }), "8a954b3957f471a1 07be306e4f2d11d9"],
  "with alpha, larger": [over({ source: "disc", transform: { sizing: { mode: "scale", x: 1.7, y: 1.7 } } }), "52d2376e11f1c69d 5c245169154a035f"],
  "with alpha, turned": [over({ source: "disc", transform: { x: 30, y: 10, rotation: 20 } }), "322a324858fa8197 2cdda51fad2d6b04"],
  added: [over({ blend: "add", transform: { x: 10, y: 10 } }), "9a15113e333e2664 446f44bd6827cfdb"],
  screened: [over({ blend: "screen", transform: { x: 10, y: 10 } }), "578f7cd273657752 446f44bd6827cfdb"],
  multiplied: [over({ blend: "multiply", transform: { x: 10, y: 10 } }), "46e40bf3af8bf612 446f44bd6827cfdb"],
  "added with alpha, half there": [over({ source: "disc", blend: "add", opacity: 0.5, transform: { x: 10, y: 10 } }), "1986d23f76e65530 b3290cc6ec7dfc4e"],
  "screened with alpha, turned": [over({ source: "disc", blend: "screen", transform: { x: 30, y: 10, rotation: 70 } }), "dc7e112b02d56448 75def3bb35487596"],
  "multiplied with alpha, at an odd place": [over({ source: "disc", blend: "multiply", transform: { x: 11, y: 9 } }), "4cd5b3116301f3fd 665b59427e759af4"],
  "alone on black": [[{ source: "photo", transform: { x: 30, y: 10 } }], "6a35d0581c592364 1606976597b535bb"],
  nothing: [[], "675d8ca75f4b1e11 6fd3a73add31a46f"],
};

describe.each(["reference", "wasm"] as const)("an item is drawn to the byte by %s", (which) => {
  it.each(Object.keys(golden))("%s", async (name) => {
    const [items, wanted] = golden[name] ?? [[], ""];
    const context = await contextOf(which);
    const sources = new Map([
      ["ground", new StillSource(context, 96, 54, (x, y) => [40 + ((x + y) % 100), 140, 110])],
      ["photo", new StillSource(context, 48, 36, gradient)],
      ["disc", new StillSource(context, 40, 32, disc)],
    ]);
    const hashes: string[] = [];
    for (const alpha of [false, true]) {
      const view = new SceneView(context, CANVAS, alpha);
      view.set(sceneOf("scene", ...items.filter(({ source }) => !alpha || source !== "ground")), CANVAS, (id) => sources.get(id) ?? null);
      await view.refresh(0);
      hashes.push(hashOf(context.bytes, view.layer));
    }
    expect(hashes.join(" ")).toBe(wanted);
  });
});
