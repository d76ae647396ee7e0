import { useStudio } from "../../store/studio";
import { holdBar, releaseBar } from "../../store/switching";
import styles from "./TransitionBar.module.css";

/** Positions from one end to the other. */
const STEPS = 1000;
/** How far an arrow key moves it. */
const KEY_STEP = 50;

const keys: Readonly<Record<string, number>> = {
  ...{ ArrowRight: KEY_STEP, ArrowUp: KEY_STEP, ArrowLeft: -KEY_STEP, ArrowDown: -KEY_STEP },
  ...{ PageUp: 4 * KEY_STEP, PageDown: -4 * KEY_STEP, Home: -STEPS, End: STEPS },
};

/** A transition by hand, from the program to what is prepared. Let go, it goes on to the nearer end. */
export function TBar({ disabled }: { readonly disabled: boolean }) {
  const at = useStudio(({ bar }) => Math.round((bar ?? 0) * STEPS));
  const hold = (to: number): void => {
    holdBar(to / STEPS);
    // At its end the scene has come on.
    if (to >= STEPS) releaseBar();
  };
  return (
    <input
      type="range"
      className={styles.tbar}
      aria-label="T-bar"
      aria-valuetext={`${Math.round(at / 10)} % to what is prepared`}
      title="Move from the program to what is prepared by hand"
      min={0}
      max={STEPS}
      disabled={disabled}
      value={at}
      onChange={({ target }) => {
        holdBar(Number(target.value) / STEPS);
      }}
      onPointerUp={releaseBar}
      onBlur={releaseBar}
      onKeyDown={(event) => {
        const by = keys[event.key];
        if (by !== undefined) hold(Math.max(0, Math.min(STEPS, at + by)));
        else if (event.key === "Enter" || event.key === " ") hold(STEPS);
        else if (event.key === "Escape") {
          holdBar(0);
          releaseBar();
        } else return;
        event.preventDefault();
      }}
    />
  );
}
