import { Circle, FolderOpen, Pause, Play, Scissors } from "lucide-react";
import type { RecordingStatus } from "../../../electron/contract/recording";
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
  const on = useStudio((state) => lastOf(state)?.phase === "recording");
  const paused = useStudio((state) => lastOf(state)?.paused === true);
  const file = useStudio((state) => lastOf(state)?.file ?? null);
  const problem = useStudio((state) => state.status?.recordings.filter((recording) => recording.problem !== null).at(-1)?.problem ?? null);
  const finishing = useStudio((state) => state.status?.recordings.find(({ phase }) => phase === "finishing") ?? null);
  return (
    <section className={styles.recording} aria-label="Recording">
      <div className={styles.row}>
        <Circle size={10} fill={on && !paused ? "currentColor" : "none"} className={on ? styles.on : styles.off} aria-hidden />
        <span className={styles.title}>Recording</span>
        <span className={styles.figures}>
          {on && paused ? `Paused · ${text}` : text}
          {left !== "" && ` · ${left}`}
        </span>
        {on && (
          <IconButton label={paused ? "Resume the recording" : "Pause the recording"} onClick={() => void call("recording.pause", !paused)}>
            {paused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
          </IconButton>
        )}
        {on && (
          <IconButton label="Go on in a new file" onClick={() => void call("recording.split", undefined)}>
            <Scissors size={16} aria-hidden />
          </IconButton>
        )}
        {file !== null && (
          <IconButton label="Show in folder" onClick={() => void call("recording.reveal", file)}>
            <FolderOpen size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      {finishing !== null && (
        <div className={styles.finishing}>
          <span className={styles.name}>Making {nameOf(finishing.file)} easy to seek in</span>
          <progress className={styles.progress} value={finishing.progress ?? 0} aria-label="Finishing the recording" />
        </div>
      )}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {explain(problem).what} {explain(problem).todo}
        </p>
      )}
    </section>
  );
}

/** The newest recording that is more than a file being finished. */
function lastOf({ status }: StudioState): RecordingStatus | undefined {
  return status?.recordings.filter(({ phase }) => phase !== "finishing").at(-1);
}

function nameOf(file: string | null): string {
  return file?.split(/[\\/]/).at(-1) ?? "the recording";
}

function recordingText(state: StudioState): string {
  const { status } = state;
  const last = lastOf(state);
  if (status === null || last === undefined || last.phase === "idle") return last === undefined || last.bytes === 0 ? "Off" : `Saved · ${bytes(last.bytes)}`;
  if (last.phase === "recording") {
    const part = (last.parts ?? 1) > 1 ? ` · part ${last.parts}` : "";
    return `${shortClock(last.length ?? 0)}${part} · ${bytes(last.bytes)}`;
  }
  return { starting: "Starting…", stopping: "Finishing the file…", finishing: "Finishing the file…", failed: "Failed" }[last.phase];
}

function spaceText({ status, settings }: StudioState): string {
  const free = status?.health.diskFree ?? null;
  if (free === null || settings === null) return "";
  return timeLeft(free, settings.encoder.videoBitrate + settings.encoder.audioBitrate);
}
