import { Pause, Play, RotateCcw } from "lucide-react";
import { Slider } from "radix-ui";
import { useState } from "react";
import { useStudio } from "../../store/studio";
import { useStage } from "../backstage";
import { IconButton } from "../controls/Button";
import { shortClock } from "../figures";
import styles from "./MediaControls.module.css";

/** Plays, pauses and seeks a source that plays; nothing for others. */
export function MediaControls({ source }: { readonly source: string }) {
  const stage = useStage();
  const media = useStudio((state) => state.sources.get(source)?.media);
  /** Where the handle is held, in ms: the media follows when it is let go. */
  const [held, setHeld] = useState<number | null>(null);
  if (media === undefined) return null;
  const { position, duration, paused } = media;
  const at = held ?? position;
  return (
    <div className={styles.controls} role="group" aria-label="Playback">
      <IconButton
        label={paused ? "Play" : "Pause"}
        onClick={() => {
          stage.command(source, paused ? "play" : "pause");
        }}
      >
        {paused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
      </IconButton>
      <IconButton
        label="Play from the beginning"
        onClick={() => {
          stage.command(source, "restart");
        }}
      >
        <RotateCcw size={16} aria-hidden />
      </IconButton>
      <span className={styles.time}>{shortClock(at)}</span>
      <Slider.Root
        className={styles.slider}
        value={[Math.min(at, duration)]}
        min={0}
        max={Math.max(1, duration)}
        step={1000}
        disabled={duration === 0}
        onValueChange={([value = 0]) => {
          setHeld(value);
        }}
        onValueCommit={([value = 0]) => {
          setHeld(null);
          stage.command(source, "seek", value);
        }}
      >
        <Slider.Track className={styles.track}>
          <Slider.Range className={styles.range} />
        </Slider.Track>
        <Slider.Thumb className={styles.thumb} aria-label="Position" aria-valuetext={`${shortClock(at)} of ${shortClock(duration)}`} />
      </Slider.Root>
      <span className={styles.time}>{duration === 0 ? "–" : shortClock(duration)}</span>
    </div>
  );
}
