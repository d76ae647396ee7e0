/** For a dialog's `onOpenAutoFocus`: begins where the work is (`data-dialog-body`), not at the cross. */
export function focusBody(event: Event): void {
  if (!(event.target instanceof HTMLElement)) return;
  const first = event.target.querySelector<HTMLElement>(
    "[data-dialog-body] :is(button, input, select, textarea, [tabindex='0']):not(:disabled)",
  );
  if (first === null) return;
  event.preventDefault();
  first.focus();
}
