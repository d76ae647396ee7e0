import { closestCenter, DndContext, type Modifier, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import { SortableContext, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import type { CSSProperties, ReactNode } from "react";

const upAndDown: Modifier = ({ transform }) => ({ ...transform, x: 0 });

interface Props {
  readonly ids: readonly string[];
  /** `to` is the place among the others, from above. */
  readonly onMove: (id: string, to: number) => void;
  readonly children: ReactNode;
}

/** A list whose rows are dragged to other places; the keyboard does that by useRows. */
export function Sortable({ ids, onMove, children }: Props) {
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  return (
    <DndContext
      sensors={sensors}
      modifiers={[upAndDown]}
      collisionDetection={closestCenter}
      onDragEnd={({ active, over }) => {
        if (over !== null && over.id !== active.id) onMove(String(active.id), ids.indexOf(String(over.id)));
      }}
    >
      <SortableContext items={[...ids]} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

/** What a row of it needs on its element. */
export function useSortableRow(id: string) {
  const { setNodeRef, listeners, transform, transition, isDragging } = useSortable({ id, transition: { duration: 120, easing: "ease-out" } });
  const style: CSSProperties = { transform: CSS.Translate.toString(transform), transition, ...(isDragging ? { zIndex: 1, position: "relative" } : {}) };
  return { ref: setNodeRef, style, ...listeners };
}
