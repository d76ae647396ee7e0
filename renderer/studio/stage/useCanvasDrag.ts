import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { transformItems } from "../../store/edits/items";
import { editedScene } from "../../store/program";
import { useStudio } from "../../store/studio";
import { boundsOf, handles, type Point } from "./frame";
import { dragged, type Grip } from "./grip";
import { HANDLE, TURNER } from "./Handles";
import { itemsUnder, nextUnder, type Stood } from "./picking";
import { knownSize } from "./sizes";
import { type Lines, linesOf, noLines } from "./snapping";
import { toCanvas, type View } from "./view";

/** A press that went no further than this is a click, in CSS px. */
const CLICK = 3;
/** What is nearer to a line than this lies against it, in CSS px. */
const REACH = 7;

interface Press {
  readonly scene: string;
  readonly from: Point;
  readonly at: { readonly x: number; readonly y: number };
  readonly grip: Grip | null;
  /** What is selected if it turns out to be a click; null leaves it. */
  readonly click: readonly string[] | null;
  dragging: boolean;
}

type Where = Pick<PointerEvent<SVGSVGElement>, "clientX" | "clientY" | "currentTarget">;

/** The pointer on the canvas. */
export function useCanvasDrag(stood: readonly Stood[], view: View) {
  const press = useRef<Press | null>(null);
  const [guides, setGuides] = useState<Lines>(noLines);

  const pointOf = ({ clientX, clientY, currentTarget }: Where): Point => {
    const { left, top } = currentTarget.getBoundingClientRect();
    return toCanvas(view, { x: clientX - left, y: clientY - top });
  };
  const end = (keep: boolean): void => {
    const { commitGesture, cancelGesture } = useStudio.getState();
    if (press.current?.dragging === true) (keep ? commitGesture : cancelGesture)();
    press.current = null;
    setGuides(noLines);
  };

  const onPointerDown = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.button !== 0 || press.current !== null) return;
    const scene = editedScene(useStudio.getState());
    if (scene === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = pointOf(event);
    const taken = event.target instanceof Element ? event.target.getAttribute(HANDLE) : null;
    const { grip, click } = taken === null ? bodyGrip(stood, from, event) : { grip: handleGrip(stood, taken), click: null };
    press.current = { scene, from, at: { x: event.clientX, y: event.clientY }, grip, click, dragging: false };
  };
  const onPointerMove = (event: PointerEvent<SVGSVGElement>): void => {
    const now = press.current;
    if (now === null || now.grip === null) return;
    const { edit, beginGesture, select } = useStudio.getState();
    if (!now.dragging) {
      if (Math.hypot(event.clientX - now.at.x, event.clientY - now.at.y) < CLICK) return;
      now.dragging = true;
      if (now.grip.by === "body") select(now.grip.stood.map(({ item }) => item.id));
      beginGesture();
    }
    const { shiftKey: shift, altKey: alt, ctrlKey, metaKey } = event;
    const moved = dragged(now.grip, now.from, pointOf(event), { shift, alt, control: ctrlKey || metaKey }, REACH / view.scale);
    edit(transformItems(now.scene, moved.transforms, moved.verb));
    setGuides((before) => (JSON.stringify(before) === JSON.stringify(moved.guides) ? before : moved.guides));
  };
  const onPointerUp = (): void => {
    const now = press.current;
    if (now === null) return;
    if (!now.dragging && now.click !== null) useStudio.getState().select(now.click);
    end(true);
  };

  return {
    guides,
    pointOf,
    canvas: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: () => { end(false); } },
    /** Escape puts back what is dragged; true when the key was for that. */
    onKey: (event: KeyboardEvent): boolean => {
      if (event.key !== "Escape" || press.current?.dragging !== true) return false;
      event.preventDefault();
      end(false);
      return true;
    },
  };
}

/** A press beside all handles: what it would select as a click, and what it would move. */
function bodyGrip(stood: readonly Stood[], from: Point, keys: { altKey: boolean; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) {
  const { selection } = useStudio.getState();
  const under = itemsUnder(stood, from);
  const [upper] = under;
  if (upper === undefined) return { grip: null, click: [] };
  const adds = keys.shiftKey || keys.ctrlKey || keys.metaKey;
  const picked = keys.altKey ? (nextUnder(under, selection) ?? upper) : upper;
  const { id } = picked.item;
  const toggled = selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id];
  // What is selected is moved, though something else may lie above it.
  const isHeld = under.some(({ item }) => selection.includes(item.id));
  const moved = stood.filter(({ item }) => !item.locked && (isHeld ? selection.includes(item.id) : item.id === upper.item.id));
  return { grip: { by: "body", stood: moved, lines: linesAround(stood, moved) } satisfies Grip, click: adds ? toggled : [id] };
}

/** A press on one of the handles of the selected item. */
function handleGrip(stood: readonly Stood[], taken: string): Grip | null {
  const { selection, sources } = useStudio.getState();
  const one = stood.find(({ item }) => selection.includes(item.id));
  if (one === undefined) return null;
  if (taken === TURNER) return { by: "turner", stood: one };
  const handle = handles[Number(taken)];
  const source = knownSize(sources.get(one.item.source));
  return handle === undefined ? null : { by: "handle", handle, stood: one, source, lines: linesAround(stood, [one]) };
}

/** The canvas' lines and those of the visible items that are not moved. */
function linesAround(stood: readonly Stood[], moved: readonly Stood[]): Lines {
  const { collection } = useStudio.getState();
  const others = stood.filter((one) => one.item.visible && !moved.includes(one));
  return collection === null ? noLines : linesOf(collection.canvas, others.map(({ box }) => boundsOf(box)));
}
