import { type RefObject, useEffect, useState } from "react";

export interface Box {
  readonly width: number;
  readonly height: number;
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

/** That box in the content of an element, in CSS pixels; null before it is laid out. */
export function usePictureBox(element: RefObject<Element | null>, shape: number): Box | null {
  const [room, setRoom] = useState<Box | null>(null);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element.current, { box: "device-pixel-content-box" });
    return () => observer.disconnect();
  }, [element]);
  return room === null ? null : pictureBox(room, shape, window.devicePixelRatio);
}
