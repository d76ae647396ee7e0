import type { Stage } from "../stage/stage";
import { transitionTo } from "./edits/transitions";
import { BAR_HALFWAY } from "./program";
import { useStudio } from "./studio";

/** Keeps the stage at the open collection, the scene on the program and the prepared one. Returns the function that ends it. */
export function feedStage(stage: Pick<Stage, "setCollection" | "take" | "prepare" | "setBar">): () => void {
  /** The scene that the stage was told to have on the program. */
  let onProgram: string | null = null;
  /** The newest order that was passed on. */
  let taken = useStudio.getState().taking;
  const now = { fireImmediately: true };

  const ends = [
    useStudio.subscribe(
      ({ collection }) => collection,
      (collection, before) => {
        if (collection === null) return;
        const { canvas, scenes, sources, transition } = collection;
        const same =
          canvas === before?.canvas && scenes === before.scenes && sources === before.sources && transition === before.transition;
        // The transition too: a stinger's film is made ready before it is needed.
        if (!same || onProgram === null) stage.setCollection({ canvas, scenes, sources, transition });
        // A scene that is gone is not prepared any more.
        const { prepared } = useStudio.getState();
        if (prepared !== null && !scenes.some(({ id }) => id === prepared)) useStudio.setState({ prepared: collection.program });
      },
      now,
    ),
    useStudio.subscribe(
      ({ bar }) => bar,
      (bar, before) => {
        const { collection, prepared } = useStudio.getState();
        if (collection === null || prepared === null) return;
        stage.setBar(bar, transitionTo(collection, prepared));
        // Let go there, the stage goes on to the end by itself.
        if (bar === null && before !== null && before >= BAR_HALFWAY) onProgram = prepared;
      },
    ),
    useStudio.subscribe(
      ({ collection }) => collection?.program ?? null,
      (program) => {
        const { taking } = useStudio.getState();
        if (program === null || program === onProgram) return;
        // What comes on without an order (another collection was opened, the scene on the program was removed) is cut to.
        stage.take(program, taking !== taken && taking?.scene === program ? taking.transition : { kind: "cut" });
        taken = taking;
        onProgram = program;
      },
      now,
    ),
    useStudio.subscribe(
      ({ prepared }) => prepared,
      (prepared) => {
        stage.prepare(prepared);
      },
      now,
    ),
  ];
  return () => {
    for (const end of ends) end();
  };
}
