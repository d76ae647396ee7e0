import type { StateCreator } from "zustand";
import type { Transition } from "../../electron/contract/scene";
import type { OnProgram } from "../stage/stage";
import type { CollectionSlice } from "./collection";

/** An order to the stage to bring a scene on. Each is an object of its own, so that two alike are two. */
interface Take {
  readonly scene: string;
  readonly transition: Transition;
}

/** From here on a T-bar that is let go brings the prepared scene on. */
export const BAR_HALFWAY = 0.5;

/** What is on the program, what is prepared for it, and what is worked on. */
export interface ProgramSlice {
  /** The newest order; null before the first. */
  taking: Take | null;
  /** Studio mode: the scene that is prepared beside the program; null while it is off. */
  prepared: string | null;
  /** Where the T-bar is held, 0…1; null while nobody holds it. */
  bar: number | null;
  /** What the stage shows: the scene, and while a transition runs where to and how far (0…1); null before it told. */
  onProgram: OnProgram | null;
  /** The items that are selected, of the edited scene. */
  selection: readonly string[];
  /** Channels whose push-to-talk key is held. */
  talking: ReadonlySet<string>;
  select(items: readonly string[]): void;
}

export const createProgramSlice: StateCreator<ProgramSlice> = (set) => ({
  taking: null,
  prepared: null,
  bar: null,
  onProgram: null,
  selection: [],
  talking: new Set(),
  select: (selection) => {
    set({ selection });
  },
});

/** The id of the scene that is worked on: in studio mode the prepared one, else that on the program. */
export function editedScene({ prepared, collection }: Pick<ProgramSlice & CollectionSlice, "prepared" | "collection">): string | null {
  return prepared ?? collection?.program ?? null;
}
