import { useState } from "react";

/** The control that will be there after the dialog: a menu is gone by then, so its button. */
function lasting(element: Element | null): HTMLElement | null {
  const trigger = element?.closest("[role=menu]")?.getAttribute("aria-labelledby") ?? null;
  const control = trigger === null ? element : document.getElementById(trigger);
  return control instanceof HTMLElement ? control : null;
}

/** Gives the keyboard back to where it was before a dialog opened, for its `onCloseAutoFocus`. */
export function useReturnFocus(): (event: Event) => void {
  const [opener] = useState(() => lasting(document.activeElement));
  return (event) => {
    event.preventDefault();
    opener?.focus();
  };
}
