import { Link2, Volume2, VolumeX } from "lucide-react";
import { useState } from "react";
import { figures } from "./figures";
import { useViewer, type Viewer } from "./use-viewer";
import styles from "./ViewersEye.module.css";

interface Props {
  /** HLS address of the real output; null while there is none. */
  readonly url: string | null;
  onCopyLink(): void;
}

const WORDS: Record<Exclude<Viewer["phase"], "playing">, string> = {
  empty: "Rehearse or go live to see what viewers see.",
  joining: "Waiting for the first picture…",
  stalled: "The picture stands still. Waiting for the stream…",
};

/** The real output, decoded as viewers decode it, with what was measured of it on the way. */
export function ViewersEye({ url, onCopyLink }: Props) {
  const { video, phase, numbers } = useViewer(url);
  const [muted, setMuted] = useState(true);
  const { behind, picture, fps, bitrate, codecs } = figures(numbers);
  const sound = muted ? "Hear what viewers hear" : "Mute";

  return (
    <div className={styles.eye} data-phase={phase}>
      <div className={styles.screen}>
        <video ref={video} className={styles.video} muted={muted} playsInline aria-label="The stream as viewers get it" />
        {phase !== "playing" && (
          <p className={styles.words} role="status">
            <span>{WORDS[phase]}</span>
          </p>
        )}
      </div>
      {url !== null && (
        <div className={styles.foot}>
          <dl className={styles.figures}>
            <div>
              <dt>Behind live</dt>
              <dd data-figure="behind">{behind}</dd>
            </div>
            <div>
              <dt>Picture</dt>
              <dd>
                <span data-figure="picture">{picture}</span>
                {" · "}
                <span data-figure="fps">{fps}</span>
              </dd>
            </div>
            <div>
              <dt>Received</dt>
              <dd data-figure="bitrate">{bitrate}</dd>
            </div>
            <div>
              <dt>Codecs</dt>
              <dd data-figure="codecs">{codecs}</dd>
            </div>
          </dl>
          <div className={styles.buttons}>
            <button
              type="button"
              className={styles.button}
              aria-label={sound}
              aria-pressed={!muted}
              title={sound}
              onClick={() => setMuted(!muted)}
            >
              {muted ? <VolumeX size={16} aria-hidden /> : <Volume2 size={16} aria-hidden />}
            </button>
            <button
              type="button"
              className={styles.button}
              aria-label="Copy link"
              title="Copy link: plays in VLC, ffplay and any browser on this computer"
              onClick={onCopyLink}
            >
              <Link2 size={16} aria-hidden />
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
