/** The attribute of a control that means something else by Escape than closing the dialog it stands in. */
export const OWN_ESCAPE = "data-own-escape";

/** For a dialog's `onEscapeKeyDown`: Radix hears the key before the control does. */
export function leaveOwnEscape(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.closest(`[${OWN_ESCAPE}]`) !== null) event.preventDefault();
}
