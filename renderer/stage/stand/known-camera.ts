import { writeFile } from "node:fs/promises";

/** The four quarters of the known camera's picture, as colours of 75 % (R, G, B). */
export const quarters = [
  [0.75, 0, 0],
  [0, 0.75, 0],
  [0, 0, 0.75],
  [0.75, 0.75, 0.75],
] as const;

/** Luma and chroma in limited range, by the weights of BT.601 or BT.709. */
export function encoded([r, g, b]: readonly [number, number, number], matrix: 601 | 709): [number, number, number] {
  const [kr, kb] = matrix === 601 ? [0.299, 0.114] : [0.2126, 0.0722];
  const luma = kr * r + (1 - kr - kb) * g + kb * b;
  return [
    Math.round(16 + 219 * luma),
    Math.round(128 + (224 * (b - luma)) / (2 * (1 - kb))),
    Math.round(128 + (224 * (r - luma)) / (2 * (1 - kr))),
  ];
}

/** Writes a film for Chromium's fake camera: 640x480 at 30 fps, BT.601 as cameras give it, in four plain quarters. */
export async function writeKnownCamera(file: string): Promise<void> {
  const width = 640;
  const height = 480;
  const plane = (component: 0 | 1 | 2, w: number, h: number): Buffer => {
    const bytes = Buffer.alloc(w * h);
    quarters.forEach((colour, i) => {
      for (let row = 0; row < h / 2; row++) {
        const at = (row + (i >> 1) * (h / 2)) * w + (i & 1) * (w / 2);
        bytes.fill(encoded(colour, 601)[component], at, at + w / 2);
      }
    });
    return bytes;
  };
  const frame = [
    Buffer.from("FRAME\n"),
    plane(0, width, height),
    plane(1, width / 2, height / 2),
    plane(2, width / 2, height / 2),
  ];
  await writeFile(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420jpeg\n`), ...frame, ...frame]));
}
