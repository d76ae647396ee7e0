import { Dialog as Radix } from "radix-ui";
import { useState, type PointerEvent, type ReactNode } from "react";
import { DialogHead } from "./DialogHead";
import styles from "./Floating.module.css";
import { focusBody } from "./focusBody";
import { leaveOwnEscape } from "./ownEscape";
import { useReturnFocus } from "./returnFocus";

interface Props {
  /** Under which its place in the window is remembered. */
  readonly id: string;
  readonly title: string;
  /** One line under the title. */
  readonly description: string;
  /** In px; smaller where the window is. */
  readonly width: number;
  readonly height: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A dialog that leaves the window to be used: what it edits shows on the stage and in the meters meanwhile. It is moved by
 * its head; Escape and the cross close it.
 */
export function Floating({ id, title, description, width, height, onClose, children }: Props) {
  const returnFocus = useReturnFocus();
  const { place, grab } = usePlace(`floating-${id}`, width);
  const wide = `min(${width}px, 100vw - 16px)`;
  const high = `min(${height}px, 100vh - 16px)`;
  return (
    <Radix.Root
      open
      modal={false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Content
          className={styles.floating}
          style={{
            width: wide,
            height: high,
            left: `clamp(8px, ${place.x}px, 100vw - 8px - ${wide})`,
            top: `clamp(8px, ${place.y}px, 100vh - 8px - ${high})`,
          }}
          onOpenAutoFocus={focusBody}
          onCloseAutoFocus={returnFocus}
          onEscapeKeyDown={leaveOwnEscape}
          onInteractOutside={(event) => {
            event.preventDefault();
          }}
        >
          <DialogHead title={title} description={description} onGrab={grab} />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where it was left the last time; at first at the right, beside the stage. */
function usePlace(key: string, width: number) {
  const [place, setPlace] = useState<Place>(() => remembered(key) ?? { x: window.innerWidth - width - 24, y: 64 });
  const grab = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (event.button !== 0 || box === undefined || (event.target as Element).closest("button") !== null) return;
    const head = event.currentTarget;
    const from = { x: event.clientX - box.left, y: event.clientY - box.top };
    let last: Place = { x: box.left, y: box.top };
    head.setPointerCapture(event.pointerId);
    const move = ({ clientX, clientY }: globalThis.PointerEvent): void => {
      last = { x: Math.round(clientX - from.x), y: Math.round(clientY - from.y) };
      setPlace(last);
    };
    const end = (): void => {
      head.removeEventListener("pointermove", move);
      localStorage.setItem(key, JSON.stringify(last));
    };
    head.addEventListener("pointermove", move);
    head.addEventListener("lostpointercapture", end, { once: true });
  };
  return { place, grab };
}

function remembered(key: string): Place | null {
  try {
    const { x, y } = JSON.parse(localStorage.getItem(key) ?? "null") as Place;
    return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
  } catch {
    return null;
  }
}
