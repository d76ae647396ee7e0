import { FolderOpen, History } from "lucide-react";
import { call } from "../../store/bridge";
import { saveReplay } from "../../store/replay";
import { useStudio, type StudioState } from "../../store/studio";
import { Button, IconButton } from "../controls/Button";
import { Strip, StripNote, StripTrouble } from "../controls/Strip";
import { bytes, shortClock } from "../figures";

/** The replay buffer, where it is on: how much is held, what that costs, and the button that saves it. */
export function ReplayPanel() {
  const on = useStudio((state) => state.settings?.replay.on ?? false);
  return on ? <Replay /> : null;
}

function Replay() {
  const held = useStudio(heldText);
  const memory = useStudio(memoryText);
  const ready = useStudio(({ status }) => status !== null && status.replay.seconds > 0 && status.replay.phase !== "saving");
  const file = useStudio((state) => state.status?.replay.file ?? null);
  const problem = useStudio((state) => state.status?.replay.problem ?? null);
  const buttons = (
    <>
      {file !== null && (
        <IconButton label="Show the replay in its folder" onClick={() => void call("recording.reveal", file)}>
          <FolderOpen size={16} aria-hidden />
        </IconButton>
      )}
      <Button disabled={!ready} shortcut="replay" tip="Save what is held to a file" aria-label="Save the replay" onClick={() => void saveReplay()}>
        Save
      </Button>
    </>
  );
  return (
    <Strip title="Replay" icon={<History size={14} />} on={ready} state={held} buttons={buttons}>
      {memory !== "" && <StripNote>{memory}</StripNote>}
      {problem !== null && <StripTrouble problem={problem} />}
    </Strip>
  );
}

function heldText({ status, settings }: StudioState): string {
  if (status === null || settings === null || (status.replay.seconds === 0 && status.replay.phase !== "saving")) return "Fills while you stream or record";
  if (status.replay.phase === "saving") return "Saving…";
  return `Last ${shortClock(Math.min(status.replay.seconds, settings.replay.seconds) * 1000)} of ${shortClock(settings.replay.seconds * 1000)}`;
}

function memoryText({ status }: StudioState): string {
  if (status === null || status.replay.limit === 0) return "";
  return `${bytes(status.replay.bytes)} of memory, never more than ${bytes(status.replay.limit)}`;
}
