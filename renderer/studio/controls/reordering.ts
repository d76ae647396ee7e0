import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from "react";

/** The pointer moves this far, in px, before a press becomes a drag. */
const SLACK = 4;

interface Reordering {
  /** For the element around the rows. */
  readonly list: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onKeyDownCapture: (event: KeyboardEvent<HTMLElement>) => void;
  };
}

interface Parts {
  /** Puts an entry at another place, counted without it. */
  readonly onMove: (id: string, to: number) => void;
  /** Around a drag, so that it is one step to undo. */
  readonly onBegin?: () => void;
  readonly onCommit?: () => void;
  /** Escape during a drag. */
  readonly onCancel?: () => void;
}

/**
 * Rows (see rows.ts) that change their places by drag, live, or by Alt and an arrow. A press on a control inside a row is
 * that control's.
 */
export function useReordering(ids: readonly string[], parts: Parts): Reordering {
  const now = useRef({ ids, parts });
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => {
    now.current = { ids, parts };
  });
  useEffect(() => () => stop.current?.(), []);

  return {
    list: {
      onPointerDown: (event) => {
        const row = event.target instanceof Element && event.button === 0 ? event.target.closest<HTMLElement>("[data-row]") : null;
        if (row === null || (event.target as Element).closest("button, input, select, textarea, [role=slider]") !== null) return;
        const id = row.dataset.row ?? "";
        stop.current?.();
        stop.current = follow(event.currentTarget, id, event.clientY, () => now.current);
      },
      onKeyDownCapture: (event) => {
        const id = event.target instanceof HTMLElement ? event.target.dataset.row : undefined;
        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (id === undefined || by === undefined || !event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        const to = ids.indexOf(id) + by;
        if (to >= 0 && to < ids.length) parts.onMove(id, to);
      },
    },
  };
}

/** One drag. Listens at the window: a row that changes its place in the document would lose the pointer. */
function follow(list: HTMLElement, id: string, from: number, now: () => { ids: readonly string[]; parts: Parts }): () => void {
  let dragging = false;
  const rowOf = (one: string) => list.querySelector<HTMLElement>(`[data-row="${CSS.escape(one)}"]`);

  const move = ({ clientY }: globalThis.PointerEvent): void => {
    const { ids, parts } = now();
    if (!dragging) {
      if (Math.abs(clientY - from) < SLACK) return;
      dragging = true;
      rowOf(id)?.setAttribute("data-dragged", "");
      parts.onBegin?.();
    }
    const to = ids.filter((other) => {
      const box = other === id ? undefined : rowOf(other)?.getBoundingClientRect();
      return box !== undefined && clientY > box.top + box.height / 2;
    }).length;
    if (to !== ids.indexOf(id)) parts.onMove(id, to);
  };
  const end = (): void => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", up);
    removeEventListener("keydown", escape, true);
    rowOf(id)?.removeAttribute("data-dragged");
  };
  const up = (): void => {
    end();
    if (dragging) now().parts.onCommit?.();
    dragging = false;
  };
  const escape = (event: globalThis.KeyboardEvent): void => {
    if (!dragging || event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end();
    dragging = false;
    now().parts.onCancel?.();
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", up);
  addEventListener("keydown", escape, true);
  return up;
}
