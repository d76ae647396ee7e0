import { Circle, FolderOpen } from "lucide-react";
import { explain } from "../../../electron/contract/words";
import { call } from "../../store/bridge";
import { useStudio, type StudioState } from "../../store/studio";
import { IconButton } from "../controls/Button";
import { bytes, shortClock, timeLeft } from "../figures";
import styles from "./RecordingPanel.module.css";

/** The recording: how long, how large, how long it can go on. */
export function RecordingPanel() {
  const text = useStudio(recordingText);
  const left = useStudio(spaceText);
  const on = useStudio((state) => state.status?.recordings.at(-1)?.phase === "recording");
  const file = useStudio((state) => state.status?.recordings.at(-1)?.file ?? null);
  const problem = useStudio((state) => state.status?.recordings.at(-1)?.problem ?? null);
  return (
    <section className={styles.recording} aria-label="Recording">
      <div className={styles.row}>
        <Circle size={10} fill={on ? "currentColor" : "none"} className={on ? styles.on : styles.off} aria-hidden />
        <span className={styles.title}>Recording</span>
        <span className={styles.figures}>
          {text}
          {left !== "" && ` · ${left}`}
        </span>
        {file !== null && (
          <IconButton label="Show in folder" onClick={() => void call("recording.reveal", file)}>
            <FolderOpen size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {explain(problem).what} {explain(problem).todo}
        </p>
      )}
    </section>
  );
}

function recordingText({ status }: StudioState): string {
  const last = status?.recordings.at(-1);
  if (status === null || last === undefined || last.phase === "idle") return last === undefined || last.bytes === 0 ? "Off" : `Saved · ${bytes(last.bytes)}`;
  if (last.phase === "recording") return `${shortClock(status.at - last.since)} · ${bytes(last.bytes)}`;
  return { starting: "Starting…", stopping: "Finishing the file…", failed: "Failed" }[last.phase];
}

function spaceText({ status, settings }: StudioState): string {
  const free = status?.health.diskFree ?? null;
  if (free === null || settings === null) return "";
  return timeLeft(free, settings.encoder.videoBitrate + settings.encoder.audioBitrate);
}
