import type { MouseEvent } from "react";
import type { MenuPlace } from "./Menu";

/** Where a context menu was asked for: at the pointer, or at the element when a key asked for it. */
export function placeOf({ clientX, clientY, currentTarget }: MouseEvent<Element>): MenuPlace {
  const opener = currentTarget as HTMLElement;
  if (clientX !== 0 || clientY !== 0) return { x: clientX, y: clientY, opener };
  const { left, bottom } = opener.getBoundingClientRect();
  return { x: left + 16, y: bottom, opener };
}
