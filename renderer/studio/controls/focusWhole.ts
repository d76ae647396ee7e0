import type { FocusEvent, MouseEvent } from "react";

/** What is typed into the field replaces what stood there. */
export function selectWhole(event: FocusEvent<HTMLInputElement>): void {
  event.target.select();
}

/** The first press must not put the caret into what it has just selected; the second does. */
export function focusWhole(event: MouseEvent<HTMLInputElement>): void {
  if (document.activeElement === event.currentTarget || event.button !== 0) return;
  event.preventDefault();
  event.currentTarget.focus();
}
