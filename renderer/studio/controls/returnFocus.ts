import { useState } from "react";

/** Who opened menus that have no button of their own. */
const openers = new WeakMap<Element, HTMLElement>();

/** Says that a menu was opened from there. */
export function openedFrom(menu: Element, opener: HTMLElement): void {
  openers.set(menu, opener);
}

/** The control that will be there after the dialog: a menu is gone by then, so who opened it. */
function lasting(element: Element | null): HTMLElement | null {
  const menu = element?.closest("[role=menu]") ?? null;
  if (menu === null) return element instanceof HTMLElement ? element : null;
  return lasting(openers.get(menu) ?? document.getElementById(menu.getAttribute("aria-labelledby") ?? ""));
}

/** Gives the keyboard back to where it was before a dialog opened, for its `onCloseAutoFocus`. */
export function useReturnFocus(): (event: Event) => void {
  const [opener] = useState(() => lasting(document.activeElement));
  return (event) => {
    event.preventDefault();
    // A dialog that took this one's place has the keyboard by now.
    const dialog = document.activeElement?.closest("[role=dialog], [role=alertdialog]") ?? null;
    if (dialog === null || dialog.contains(opener)) opener?.focus();
  };
}
