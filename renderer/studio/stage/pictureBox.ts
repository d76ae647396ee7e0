import { type RefObject, useEffect, useState } from "react";

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** A box in its room, both in CSS pixels. */
export interface PlacedBox extends Box {
  readonly left: number;
  readonly top: number;
}

/**
 * The largest box of `shape` (width over height) in `room`, with even sides in pixels of the screen, of which there are
 * `ratio` to a CSS pixel: a picture made in this size need not be scaled.
 */
export function pictureBox(room: Box, shape: number, ratio: number): Box {
  const width = Math.floor((Math.min(room.width, room.height * shape) * ratio) / 2) * 2;
  const height = Math.round(width / shape / 2) * 2;
  return { width: width / ratio, height: height / ratio };
}

/** That box in the middle of a room with a margin all around, and on whole pixels of the screen. */
export function placedBox(room: Box, margin: number, shape: number, ratio: number): PlacedBox {
  const box = pictureBox({ width: Math.max(2, room.width - 2 * margin), height: Math.max(2, room.height - 2 * margin) }, shape, ratio);
  const whole = (px: number): number => Math.round(px * ratio) / ratio;
  return { ...box, left: whole((room.width - box.width) / 2), top: whole((room.height - box.height) / 2) };
}

/** That box in an element, with `margin` CSS pixels around it; null before it is laid out. */
export function usePictureBox(element: RefObject<Element | null>, margin: number, shape: number): PlacedBox | null {
  const [room, setRoom] = useState<Box | null>(null);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element.current, { box: "device-pixel-content-box" });
    return () => observer.disconnect();
  }, [element]);
  return room === null ? null : placedBox(room, margin, shape, window.devicePixelRatio);
}
