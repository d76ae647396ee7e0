import { AlertDialog } from "radix-ui";
import { drainsFor } from "../../store/air";
import { endStream } from "../../store/broadcast";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { clock, shortClock } from "../figures";
import { useReturnFocus } from "../controls/returnFocus";
import styles from "./EndStreamDialog.module.css";

/** Ending needs a second press, and the first button at hand keeps the stream. */
export function EndStreamDialog() {
  const close = useStudio((state) => state.close);
  const live = useStudio((state) => state.status?.destinations.filter((d) => d.phase === "live").length ?? 0);
  const lasted = useStudio(({ status, airSince }) => clock(status === null || airSince === null ? 0 : status.at - airSince));
  const recording = useStudio((state) => state.status?.recordings.some((r) => r.phase === "recording") ?? false);
  const drains = useStudio((state) => drainsFor(state.status));
  const delay = useStudio(({ status }) => Math.max(0, ...(status?.destinations ?? []).map((d) => (d.phase === "live" ? (d.delay?.ms ?? 0) : 0))));
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
            {drains === null ? (
              <>
                {live === 1 ? "One destination is" : `${live} destinations are`} live, on air for{" "}
                <span className={styles.figure}>{lasted}</span>.
              </>
            ) : (
              "The stream is ending."
            )}{" "}
            {delay > 0 && (
              <>
                Viewers have not seen the last <span className={styles.figure}>{shortClock(drains ?? delay)}</span> yet.
              </>
            )}
            {recording && " The recording goes on."}
          </AlertDialog.Description>
          <div className={styles.foot}>
            <AlertDialog.Cancel asChild>
              <Button>{drains === null ? "Keep streaming" : "Let it end"}</Button>
            </AlertDialog.Cancel>
            {delay > 0 && (
              <AlertDialog.Action asChild>
                <Button className={styles.end} onClick={() => void endStream(true)}>
                  End now
                </Button>
              </AlertDialog.Action>
            )}
            {drains === null && (
              <AlertDialog.Action asChild>
                <Button className={styles.end} onClick={() => void endStream()}>
                  {delay > 0 ? "Send the rest" : "End stream"}
                </Button>
              </AlertDialog.Action>
            )}
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
