import { useEffect, useRef } from "react";
import { onLevel } from "../../store/levels";
import styles from "./Meter.module.css";
import { dark, type MeterLook, meterColours, paintMeter, sameLook, scaleLength } from "./meterPainting";
import { CLIPPED, CLIP_HOLD, fallen, heldPeak, meterPosition, type PeakHold } from "./meterScale";

interface Props {
  /** A channel's id, or PROGRAM. */
  readonly channel: string;
  readonly label: string;
}

const silence: PeakHold = { db: -120, at: 0 };

/**
 * A level meter: RMS, peak, held peak and a clip light. It paints its own canvas as levels come, and only when a pixel of it
 * changes: every repaint of the window costs, and silence is free.
 */
export function Meter({ channel, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext("2d", { alpha: false });
    if (element === null || pen === null || pen === undefined) return;

    const colours = meterColours(element);
    let ratio = window.devicePixelRatio;
    let look: MeterLook = dark;
    let held = silence;
    let clippedAt = Number.NEGATIVE_INFINITY;

    const fit = (): void => {
      ratio = window.devicePixelRatio;
      element.width = Math.max(1, Math.round(element.clientWidth * ratio));
      element.height = Math.max(1, Math.round(element.clientHeight * ratio));
      paintMeter(pen, look, colours, ratio);
    };
    const watcher = new ResizeObserver(fit);
    watcher.observe(element);

    const stop = onLevel(channel, ({ peak, rms }) => {
      const now = performance.now();
      held = heldPeak(held, peak, now);
      if (peak >= CLIPPED) clippedAt = now;
      const length = scaleLength(element.width, ratio);
      const next: MeterLook = {
        rms: meterPosition(rms, length),
        peak: meterPosition(peak, length),
        held: meterPosition(fallen(held, now), length),
        clipped: now - clippedAt < CLIP_HOLD,
      };
      if (sameLook(next, look) || document.hidden) return;
      look = next;
      paintMeter(pen, look, colours, ratio);
    });
    return () => {
      stop();
      watcher.disconnect();
    };
  }, [channel]);

  return <canvas ref={canvas} className={styles.meter} role="img" aria-label={label} />;
}
