import { z } from "zod";
import type { KindSettings } from "../../../electron/contract/filter";
import { Transition, type TransitionKind } from "../../../electron/contract/scene";
import type { Field } from "../../fields/field";

export const transitionNames: Record<TransitionKind, string> = {
  ...{ cut: "Cut", fade: "Fade", "fade-colour": "Fade to colour", swipe: "Swipe", slide: "Slide", stinger: "Stinger" },
};

/** Every transition's settings side by side, so that changing the kind and back again loses nothing meanwhile. */
export const TransitionForm = z.object({
  kind: z.enum(["cut", "fade", "fade-colour", "swipe", "slide", "stinger"]).default("cut"),
  duration: z.int().min(50).max(20_000).default(300),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default("#000000"),
  direction: z.enum(["left", "right", "up", "down"]).default("left"),
  file: z.string().default(""),
  cutAt: z.int().min(0).max(20_000).default(500),
});
export type TransitionForm = z.infer<typeof TransitionForm>;

const timed: readonly unknown[] = ["fade", "fade-colour", "swipe", "slide"];
const moving: readonly unknown[] = ["swipe", "slide"];

/** The field of how long it takes. */
export const durationField: Field = {
  ...{ type: "figure", key: "duration", label: "Duration", min: 50, max: 20_000, step: 50, unit: "ms" },
  when: ({ kind }) => timed.includes(kind),
};

/** What else there is to set, by kind. */
export const detailFields: readonly Field[] = [
  { type: "colour", key: "colour", label: "Colour", when: ({ kind }) => kind === "fade-colour" },
  {
    type: "choice",
    key: "direction",
    label: "Direction",
    options: [
      { value: "left", label: "To the left" },
      { value: "right", label: "To the right" },
      { value: "up", label: "Up" },
      { value: "down", label: "Down" },
    ],
    when: ({ kind }) => moving.includes(kind),
  },
  { type: "file", key: "file", label: "Video", extensions: ["webm", "mov", "mp4", "mkv", "avi"], when: ({ kind }) => kind === "stinger" },
  { type: "figure", key: "cutAt", label: "Scenes change at", min: 0, max: 20_000, step: 50, unit: "ms", when: ({ kind }) => kind === "stinger" },
];


/** Whether a kind has more to set than its duration. */
export function hasDetails(kind: TransitionKind): boolean {
  return detailFields.some((field) => field.type !== "action" && field.when?.({ kind }) === true);
}

export function isTimed(kind: TransitionKind): boolean {
  return timed.includes(kind);
}

/** The transition with some settings changed; null while what they say is none. */
export function changed(transition: Transition, change: KindSettings): Transition | null {
  const form = TransitionForm.safeParse({ ...transition, ...change });
  return form.success ? (Transition.safeParse(form.data).data ?? null) : null;
}
