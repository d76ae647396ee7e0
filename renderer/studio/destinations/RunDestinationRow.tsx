import clsx from "clsx";
import { RotateCw } from "lucide-react";
import { explain } from "../../../electron/contract/words";
import { retryDestination } from "../../store/destinations";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { StateWords } from "./StateWords";
import styles from "./DestinationRow.module.css";
import { runningState } from "./destinationState";

/** A destination that only this run has, by the command line: it is seen here, and not edited. */
export function RunDestinationRow({ id, row }: { readonly id: string; readonly row: object }) {
  const status = useStudio((state) => state.status?.destinations.find((one) => one.id === id));
  const now = useStudio((state) => state.status?.at ?? 0);
  if (status === undefined) return null;
  const { dot, text, note = "" } = runningState(status, now);
  const { name, phase, problem } = status;
  const words = problem === null || phase === "live" || phase === "idle" ? null : explain(problem);
  return (
    <li className={styles.row} aria-label={name} {...row}>
      <span className={clsx(styles.dot, styles[dot])} aria-hidden />
      <div className={styles.words}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <StateWords text={`${text} · for this run only`} note={note} />
      </div>
      {words !== null && (
        <div className={styles.reason} role="alert">
          <p className={styles.what}>{words.what}</p>
          <p className={styles.todo}>{words.todo}</p>
          {(phase === "reconnecting" || phase === "failed") && (
            <div className={styles.deeds}>
              <Button className={styles.small} onClick={() => void retryDestination(id)}>
                <RotateCw size={12} aria-hidden />
                Retry now
              </Button>
            </div>
          )}
        </div>
      )}
    </li>
  );
}
