import { useEffect, useRef } from "react";
import { onLevel } from "../../store/levels";
import styles from "./Meter.module.css";
import { fallen, heldPeak, METER_HIGH, METER_MID, meterPosition, type PeakHold } from "./meterScale";

interface Props {
  /** A channel's id, or PROGRAM. */
  readonly channel: string;
  readonly label: string;
}

const silence: PeakHold = { db: -120, at: 0 };

/**
 * A level meter with peak hold. It paints its own canvas as levels come, and only when a pixel of it changes: every
 * repaint of the window costs, and silence is free.
 */
export function Meter({ channel, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext("2d", { alpha: false });
    if (element === null || pen === null || pen === undefined) return;

    const colours = meterColours(element);
    let bar = -1;
    let tick = -1;
    let held = silence;

    const paint = (): void => {
      const { width, height } = element;
      pen.fillStyle = colours.ground;
      pen.fillRect(0, 0, width, height);
      const mid = meterPosition(METER_MID, width);
      const high = meterPosition(METER_HIGH, width);
      const zones = [
        [0, mid, colours.low],
        [mid, high, colours.mid],
        [high, width, colours.high],
      ] as const;
      for (const [from, to, colour] of zones) {
        pen.fillStyle = colour;
        if (bar > from) pen.fillRect(from, 0, Math.min(bar, to) - from, height);
        if (tick > from && tick <= to) pen.fillRect(Math.max(0, tick - 2), 0, 2, height);
      }
    };

    const fit = (): void => {
      const ratio = window.devicePixelRatio;
      element.width = Math.max(1, Math.round(element.clientWidth * ratio));
      element.height = Math.max(1, Math.round(element.clientHeight * ratio));
      paint();
    };
    const watcher = new ResizeObserver(fit);
    watcher.observe(element);

    const stop = onLevel(channel, ({ peak }) => {
      const now = performance.now();
      held = heldPeak(held, peak, now);
      const nextBar = meterPosition(peak, element.width);
      const nextTick = meterPosition(fallen(held, now), element.width);
      if ((nextBar === bar && nextTick === tick) || document.hidden) return;
      bar = nextBar;
      tick = nextTick;
      paint();
    });
    return () => {
      stop();
      watcher.disconnect();
    };
  }, [channel]);

  return <canvas ref={canvas} className={styles.meter} role="img" aria-label={label} />;
}

function meterColours(element: HTMLElement) {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name);
  return { ground: colour("--ground"), low: colour("--meter-low"), mid: colour("--meter-mid"), high: colour("--meter-high") };
}
