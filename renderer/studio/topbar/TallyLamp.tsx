import clsx from "clsx";
import { explain } from "../../../electron/contract/words";
import { tally, type Lamp } from "../../store/air";
import { useStudio } from "../../store/studio";
import styles from "./TallyLamp.module.css";

const words: Record<Lamp, string> = {
  off: "Off air",
  rehearsal: "Rehearsal",
  connecting: "Connecting…",
  onAir: "ON AIR",
  interrupted: "Not received",
  stopping: "Ending…",
};

/** Red when somebody can see us; amber, with the words beside it, when something on air fails. */
export function TallyLamp() {
  const lamp = useStudio((state) => tally(state.status).lamp);
  const failure = useStudio((state) => failing(state.status));
  return (
    <div className={styles.tally} role="status" aria-label="Tally">
      {failure !== null && (
        <span className={styles.failing} title={failure}>
          {failure}
        </span>
      )}
      <span className={clsx(styles.lamp, styles[lamp])}>
        <span className={styles.bulb} aria-hidden />
        {words[lamp]}
      </span>
    </div>
  );
}

function failing(status: Parameters<typeof tally>[0]): string | null {
  const [first, ...others] = tally(status).failing;
  if (first === undefined) return null;
  if (others.length > 0) return `${others.length + 1} destinations are failing`;
  return first.problem === null ? `${first.name} is failing` : explain(first.problem).what;
}
