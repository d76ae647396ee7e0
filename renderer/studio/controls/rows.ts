import { useState, type FocusEvent, type KeyboardEvent } from "react";

/** The attribute that marks the rows of a list, holding the row's id. */
export const ROW = "data-row";

interface RowProps {
  readonly [ROW]: string;
  readonly tabIndex: number;
}

interface Rows {
  /** For the element around the rows. */
  readonly list: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  };
  readonly row: (id: string) => RowProps;
}

interface Deeds {
  readonly onPick?: (id: string) => void;
  readonly onRemove?: (id: string) => void;
  readonly onRename?: (id: string) => void;
  /** To the place `to`, from above. */
  readonly onMove?: (id: string, to: number) => void;
  /** The keyboard came to another row; `extend`: with Shift held. */
  readonly onReach?: (id: string, extend: boolean) => void;
}

/**
 * The keyboard of a list: one tab stop; arrows, Home and End move among the rows, Enter or Space picks, Delete removes,
 * F2 renames, Alt with the arrows moves the row itself. Keys pressed in a control inside a row stay that control's.
 */
export function useRows(ids: readonly string[], { onPick, onRemove, onRename, onMove, onReach }: Deeds): Rows {
  const [last, setLast] = useState<string | null>(null);
  const stop = last !== null && ids.includes(last) ? last : ids[0];

  return {
    row: (id) => ({ [ROW]: id, tabIndex: id === stop ? 0 : -1 }),
    list: {
      onFocus: (event) => {
        const id = event.target.getAttribute(ROW);
        if (id !== null) setLast(id);
      },
      onKeyDown: (event) => {
        if (!(event.target instanceof HTMLElement)) return;
        const id = event.target.getAttribute(ROW);
        if (id === null || event.ctrlKey || event.metaKey) return;
        const at = ids.indexOf(id);
        const up = event.key === "ArrowUp";
        if (event.altKey) {
          if (onMove === undefined || (!up && event.key !== "ArrowDown")) return;
          event.preventDefault();
          onMove(id, up ? at - 1 : at + 1);
          return;
        }
        const focus = (index: number): void => {
          const next = ids[Math.min(ids.length - 1, Math.max(0, index))];
          if (next === undefined) return;
          event.currentTarget.querySelector<HTMLElement>(`[${ROW}="${CSS.escape(next)}"]`)?.focus();
          if (event.key !== "Delete") onReach?.(next, event.shiftKey);
        };
        if (event.key === "ArrowDown") focus(at + 1);
        else if (up) focus(at - 1);
        else if (event.key === "Home") focus(0);
        else if (event.key === "End") focus(ids.length - 1);
        else if (onPick !== undefined && (event.key === "Enter" || event.key === " ")) onPick(id);
        else if (onRename !== undefined && event.key === "F2") onRename(id);
        else if (onRemove !== undefined && event.key === "Delete") {
          focus(at === ids.length - 1 ? at - 1 : at + 1);
          onRemove(id);
        } else return;
        event.preventDefault();
      },
    },
  };
}
