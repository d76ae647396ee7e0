import { attempt, call } from "./bridge";
import { useStudio } from "./studio";

/** Saves the last seconds; that it is done, or why not, is told by a toast or a notice. */
export async function saveReplay(): Promise<void> {
  const { flushEdits, notify } = useStudio.getState();
  await flushEdits();
  const problem = await attempt("replay.save", undefined);
  if (problem !== null) notify(problem);
}

/** Says that a replay was saved, whoever asked for it. */
export function announceReplays(): void {
  useStudio.subscribe(
    ({ status }) => (status === null ? undefined : status.replay.phase === "saved" ? status.replay.since : null),
    (since, before) => {
      const { status, toast } = useStudio.getState();
      const file = status?.replay.file ?? null;
      // One that was saved before this window was loaded is no news.
      if (typeof since !== "number" || file === null || before === undefined) return;
      toast({
        text: "Replay saved",
        detail: file.split(/[\\/]/).at(-1),
        action: { label: "Show in folder", run: () => void call("recording.reveal", file) },
      });
    },
  );
}
