import { createContext, use } from "react";
import type { Stage } from "../stage/stage";

/** What a panel needs of the stage: the picture itself never passes through the store. */
export type StageView = Pick<Stage, "attachProgram" | "attachPrepared" | "command">;

export const StageContext = createContext<StageView | null>(null);

export function useStage(): StageView {
  const stage = use(StageContext);
  if (stage === null) throw new Error("The studio is shown without a stage");
  return stage;
}
