import { Bookmark, Circle, FolderOpen, Pause, Play, Scissors } from "lucide-react";
import { LITTLE_LEFT, type RecordingStatus } from "../../../electron/contract/recording";
import { call } from "../../store/bridge";
import { useStudio, type StudioState } from "../../store/studio";
import { IconButton } from "../controls/Button";
import { Strip, StripNote, StripTrouble } from "../controls/Strip";
import { bitrate, bytes, shortClock, timeLeft } from "../figures";
import styles from "./RecordingPanel.module.css";
import { recordedBitrate, roomFor } from "./room";

/** The recording: how long, how large, how long it can go on. */
export function RecordingPanel() {
  const text = useStudio(recordingText);
  const figures = useStudio(figuresText);
  const little = useStudio(hasLittleRoom);
  const runningOut = useStudio(isRunningOut);
  const on = useStudio((state) => lastOf(state)?.phase === "recording");
  const paused = useStudio((state) => lastOf(state)?.paused === true);
  const file = useStudio((state) => lastOf(state)?.file ?? null);
  const problem = useStudio((state) => state.status?.recordings.filter((recording) => recording.problem !== null).at(-1)?.problem ?? null);
  const finishing = useStudio((state) => state.status?.recordings.find(({ phase }) => phase === "finishing") ?? null);
  const buttons = (
    <>
      {on && (
        <>
          <IconButton label={paused ? "Resume the recording" : "Pause the recording"} onClick={() => void call("recording.pause", !paused)}>
            {paused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
          </IconButton>
          <IconButton label="Begin a chapter" onClick={() => void call("recording.chapter", undefined)}>
            <Bookmark size={16} aria-hidden />
          </IconButton>
          <IconButton label="Go on in a new file" onClick={() => void call("recording.split", undefined)}>
            <Scissors size={16} aria-hidden />
          </IconButton>
        </>
      )}
      {file !== null && (
        <IconButton label="Show in folder" onClick={() => void call("recording.reveal", file)}>
          <FolderOpen size={16} aria-hidden />
        </IconButton>
      )}
    </>
  );
  const icon = <Circle size={10} fill={on && !paused ? "currentColor" : "none"} />;
  return (
    <Strip title="Recording" icon={icon} on={on} state={on && paused ? `Paused ${text}` : text} buttons={buttons}>
      {figures !== "" && <StripNote attention={little}>{figures}</StripNote>}
      {finishing !== null && (
        <StripNote>
          <span className={styles.name}>Making {nameOf(finishing.file)} easy to seek in</span>
          <progress className={styles.progress} value={finishing.progress ?? 0} aria-label="Finishing the recording" />
        </StripNote>
      )}
      {runningOut && <StripTrouble problem={{ code: "disk-low", subject: nameOf(folderOf(file)) }} />}
      {problem !== null && <StripTrouble problem={problem} />}
    </Strip>
  );
}

/** The newest recording that is more than a file being finished. */
function lastOf({ status }: StudioState): RecordingStatus | undefined {
  return status?.recordings.filter(({ phase }) => phase !== "finishing").at(-1);
}

function nameOf(path: string | null): string {
  return path?.split(/[\\/]/).at(-1) ?? "the recording";
}

function folderOf(file: string | null): string | null {
  return file === null ? null : file.replace(/[\\/][^\\/]*$/, "");
}

function recordingText(state: StudioState): string {
  const last = lastOf(state);
  if (last === undefined || last.phase === "idle") return last === undefined || last.bytes === 0 ? "Off" : `Saved · ${bytes(last.bytes)}`;
  if (last.phase === "recording") return shortClock(last.length ?? 0);
  return { starting: "Starting…", stopping: "Finishing the file…", finishing: "Finishing the file…", failed: "Failed" }[last.phase];
}

/** What is known of the recording under way, besides its clock; before it, how long one could be. */
function figuresText(state: StudioState): string {
  const last = lastOf(state);
  if (last?.phase !== "recording") {
    const next = nextRecording(state);
    return next === null ? "" : `${timeLeft(next.room)} at ${bitrate(next.bitrate)}`;
  }
  const { parts = 1, chapters = 0 } = last;
  return [
    ...(parts > 1 ? [`File ${parts}`] : []),
    bytes(last.bytes),
    ...(chapters > 0 ? [`${chapters} ${chapters === 1 ? "chapter" : "chapters"}`] : []),
    ...(last.left === null || last.left === undefined ? [] : [timeLeft(last.left)]),
  ].join(" · ");
}

/** How many kb/s a recording begun now would take, and for how many seconds there is room; null while one runs, or when unknown. */
function nextRecording(state: StudioState): { bitrate: number; room: number } | null {
  const { status, settings, collection } = state;
  const phase = lastOf(state)?.phase ?? "idle";
  const free = status?.health.diskFree ?? null;
  if ((phase !== "idle" && phase !== "failed") || free === null || settings === null || collection === null) return null;
  const bitrate = recordedBitrate(settings, collection);
  return { bitrate, room: roomFor(free, bitrate) };
}

function isRunningOut(state: StudioState): boolean {
  const last = lastOf(state);
  return last?.phase === "recording" && (last.left ?? Infinity) < LITTLE_LEFT;
}

function hasLittleRoom(state: StudioState): boolean {
  return isRunningOut(state) || (nextRecording(state)?.room ?? Infinity) < LITTLE_LEFT;
}
