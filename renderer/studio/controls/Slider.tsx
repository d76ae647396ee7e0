import clsx from "clsx";
import { Slider as Radix } from "radix-ui";
import { useEffect, useRef } from "react";
import { useStudio } from "../../store/studio";
import styles from "./Slider.module.css";

interface Props {
  readonly label: string;
  /** The value in words, with its unit. */
  readonly valueText: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** Filled from here; from the left where absent. */
  readonly from?: number;
  readonly className?: string | undefined;
  readonly onChange: (value: number) => void;
  /** What a double click sets back. */
  readonly onReset?: () => void;
}

/** A value by the length of a line, part of the collection: a drag is one step to undo. Double click sets it back. */
export function Slider({ label, valueText, min, max, step, value, from = min, className, onChange, onReset }: Props) {
  const drag = useDragGesture();
  const at = (wanted: number): number => ((Math.min(max, Math.max(min, wanted)) - min) / (max - min)) * 100;
  const [low, high] = [Math.min(at(from), at(value)), Math.max(at(from), at(value))];
  return (
    <Radix.Root
      className={clsx(styles.slider, className)}
      min={min}
      max={max}
      step={step}
      value={[value]}
      onValueChange={([moved]) => {
        if (moved !== undefined) onChange(moved);
      }}
      onDoubleClick={onReset}
      {...drag}
    >
      <Radix.Track className={styles.track}>
        <span className={styles.range} style={{ left: `${low}%`, width: `${high - low}%` }} />
      </Radix.Track>
      <Radix.Thumb className={styles.thumb} aria-label={label} aria-valuetext={valueText} title={onReset && "Double-click to set it back"} />
    </Radix.Root>
  );
}

/** Makes what is edited between a press of the pointer and its release one step to undo. */
function useDragGesture() {
  const held = useRef(false);
  const release = (): void => {
    if (held.current) useStudio.getState().commitGesture();
    held.current = false;
  };
  useEffect(() => release, []);
  return {
    onPointerDown: () => {
      held.current = true;
      useStudio.getState().beginGesture();
    },
    onLostPointerCapture: release,
    onPointerUp: release,
  };
}
