import { RotateCcw } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Loudness as Figures } from "../../../electron/contract/mixer";
import { onLoudness } from "../../store/levels";
import { useStudio } from "../../store/studio";
import { IconButton } from "../controls/Button";
import { Tip } from "../controls/Tip";
import { lufs } from "../figures";
import styles from "./Loudness.module.css";

/** How often the figures change, in ms: as fast as they can be read. */
const PACE = 200;

const figures: readonly { readonly of: keyof Figures; readonly mark: string; readonly name: string; readonly what: string }[] = [
  { of: "momentary", mark: "M", name: "Momentary", what: "Loudness of the last 0.4 s" },
  { of: "shortTerm", mark: "S", name: "Short-term", what: "Loudness of the last 3 s" },
  { of: "integrated", mark: "I", name: "Integrated", what: "Loudness since it was reset; most services aim at −14 LUFS" },
];

/** The program's loudness after EBU R 128. The figures are written past React. */
export function Loudness() {
  const places = useRef<Partial<Record<keyof Figures, HTMLElement | null>>>({});

  useEffect(() => {
    let writtenAt = Number.NEGATIVE_INFINITY;
    return onLoudness((loudness) => {
      const now = performance.now();
      if (now - writtenAt < PACE) return;
      writtenAt = now;
      for (const { of } of figures) {
        const place = places.current[of];
        const text = lufs(loudness[of]);
        if (place && place.textContent !== text) place.textContent = text;
      }
    });
  }, []);

  return (
    <div className={styles.loudness} role="group" aria-label="Program loudness in LUFS">
      {figures.map(({ of, mark, name, what }) => (
        <Tip key={of} text={`${name}: ${what}`}>
          <span className={styles.figure}>
            <abbr title={name}>{mark}</abbr>
            <output
              aria-label={`${name} loudness`}
              aria-live="off"
              ref={(element) => {
                places.current[of] = element;
              }}
            >
              {lufs(-120)}
            </output>
          </span>
        </Tip>
      ))}
      <span>LUFS</span>
      <IconButton
        label="Measure the integrated loudness anew"
        className={styles.reset}
        onClick={() => {
          useStudio.setState({ loudnessFrom: performance.now() });
        }}
      >
        <RotateCcw size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
