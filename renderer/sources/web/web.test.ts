import { expect, it } from "vitest";
import type { WebPageReport } from "../../../electron/contract/web-page";
import type { Layer } from "../../stage/layer";
import { testStage } from "../stage.fixture";
import { webPicture } from "./picture";

const AT = 1_770_000_000_000;

/** A part of a page in one colour, BGRA. */
function paint(page: [number, number], [x, y, columns, rows]: [number, number, number, number], bgra: number[]): WebPageReport {
  const pixels = new Uint8Array(Array(columns * rows).fill(bgra).flat());
  return { type: "paint", width: page[0], height: page[1], x, y, columns, rows, pixels };
}

/** Posts to the picture and resolves with its answer. */
function shownOn(picture: ReturnType<typeof webPicture>): { report: (report: WebPageReport) => Promise<unknown>; end: () => void } {
  const { port1, port2 } = new MessageChannel();
  picture.fed?.({ frames: port2 });
  return {
    report: (report) =>
      new Promise((resolve) => {
        port1.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data);
        port1.postMessage(report);
      }),
    end: () => port1.close(),
  };
}

it("lays each paint where it belongs, odd edges too, and answers it", async () => {
  const stage = testStage();
  const picture = webPicture({}, stage.tools);
  expect(picture.size()).toEqual({ width: 0, height: 0 });
  const { report, end } = shownOn(picture);
  expect(await report(paint([13, 9], [0, 0, 13, 9], [0, 0, 0, 0]))).toBe("painted");
  expect(picture.size()).toEqual({ width: 13, height: 9 });
  const clear = picture.version(AT);
  expect(stage.pixel(picture.render(AT) as Layer, 12, 8)).toEqual([16, 128, 128, 0]);

  // Half transparent red, premultiplied.
  expect(await report(paint([13, 9], [3, 5, 4, 3], [0, 0, 128, 128]))).toBe("painted");
  expect(picture.version(AT)).not.toBe(clear);
  const layer = picture.render(AT) as Layer;
  const alphas = Array.from({ length: 9 }, (_, y) => Array.from({ length: 13 }, (_, x) => stage.pixel(layer, x, y)[3]));
  const inside = (x: number, y: number): boolean => x >= 3 && x < 7 && y >= 5 && y < 8;
  expect(alphas).toEqual(alphas.map((row, y) => row.map((_, x) => (inside(x, y) ? 128 : 0))));
  expect(stage.pixel(layer, 4, 6)).toEqual([39, 115, 184, 128]);
  expect(stage.pixel(layer, 4, 4)).toEqual([16, 122, 156, 0]);
  end();
  picture.close();
  expect(stage.used()).toBe(0);
});

it("keeps what is drawn while the page takes another size", async () => {
  const stage = testStage();
  const picture = webPicture({}, stage.tools);
  const { report, end } = shownOn(picture);
  await report(paint([8, 8], [0, 0, 8, 8], [255, 255, 255, 255]));
  const before = picture.render(AT) as Layer;
  await report(paint([4, 4], [0, 0, 4, 4], [0, 0, 0, 255]));
  await report(paint([6, 4], [0, 0, 6, 4], [0, 0, 0, 255]));
  expect(stage.pixel(before, 7, 7)).toEqual([235, 128, 128, 255]);
  expect(picture.size()).toEqual({ width: 6, height: 4 });
  expect(stage.pixel(picture.render(AT) as Layer, 5, 3)).toEqual([16, 128, 128, 255]);
  end();
  picture.close();
  expect(stage.used()).toBe(0);
});

it("takes no paint that does not fit its page, nor anything unknown", async () => {
  const stage = testStage();
  const picture = webPicture({}, stage.tools);
  const { report, end } = shownOn(picture);
  await report(paint([8, 8], [4, 4, 8, 8], [255, 255, 255, 255]));
  expect(stage.pixel(picture.render(AT) as Layer, 5, 5)).toEqual([16, 128, 128, 0]);
  void report({ type: "paint", width: 5000 } as WebPageReport);
  expect(await report(paint([8, 8], [0, 0, 1, 1], [255, 255, 255, 255]))).toBe("painted");
  expect(picture.size()).toEqual({ width: 8, height: 8 });
  end();
  picture.close();
});

it("passes on how the page is, and the wish for a new one", async () => {
  const stage = testStage();
  const picture = webPicture({}, stage.tools);
  const { port1, port2 } = new MessageChannel();
  const heard = new Promise((resolve) => (port1.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data)));
  picture.fed?.({ frames: port2 });
  picture.fed?.("refresh");
  expect(await heard).toBe("refresh");
  const said = new Promise((resolve) => (stage.say = resolve));
  port1.postMessage({ type: "state", phase: "lost", problem: { code: "page-crashed", subject: "example.com" } });
  expect(await said).toEqual({ phase: "lost", problem: { code: "page-crashed", subject: "example.com" } });
  port1.close();
  picture.close();
});
