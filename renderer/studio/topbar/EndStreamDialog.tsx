import { AlertDialog } from "radix-ui";
import { endStream } from "../../store/broadcast";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { clock } from "../figures";
import { useReturnFocus } from "../controls/returnFocus";
import styles from "./EndStreamDialog.module.css";

/** Ending needs a second press, and the first button at hand keeps the stream. */
export function EndStreamDialog() {
  const close = useStudio((state) => state.close);
  const live = useStudio((state) => state.status?.destinations.filter((d) => d.phase === "live").length ?? 0);
  const lasted = useStudio(({ status, airSince }) => clock(status === null || airSince === null ? 0 : status.at - airSince));
  const recording = useStudio((state) => state.status?.recordings.some((r) => r.phase === "recording") ?? false);
  const returnFocus = useReturnFocus();
  return (
    <AlertDialog.Root
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={styles.scrim} />
        <AlertDialog.Content className={styles.dialog} onCloseAutoFocus={returnFocus}>
          <AlertDialog.Title className={styles.title}>End the stream?</AlertDialog.Title>
          <AlertDialog.Description className={styles.words}>
            {live === 1 ? "One destination is" : `${live} destinations are`} live, on air for{" "}
            <span className={styles.figure}>{lasted}</span>.{recording && " The recording goes on."}
          </AlertDialog.Description>
          <div className={styles.foot}>
            <AlertDialog.Cancel asChild>
              <Button>Keep streaming</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button className={styles.end} onClick={() => void endStream()}>
                End stream
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
