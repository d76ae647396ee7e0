import { Circle, Eye, Radio, Settings2, Square } from "lucide-react";
import { drainsFor, isAir, tally } from "../../store/air";
import { toggleLive, toggleRecording, toggleRehearsal } from "../../store/broadcast";
import { useStudio } from "../../store/studio";
import { Button, IconButton } from "../controls/Button";
import { clock, shortClock } from "../figures";
import { CollectionMenu } from "./CollectionMenu";
import { TallyLamp } from "./TallyLamp";
import styles from "./TopBar.module.css";
import { UndoButtons } from "./UndoButtons";

/** The name, the three things to do, and the answer to "am I on air?". */
export function TopBar() {
  const open = useStudio((state) => state.open);
  return (
    <header className={styles.bar}>
      <h1 className={styles.name}>Tallylight</h1>
      <CollectionMenu />
      <UndoButtons />
      <IconButton
        label="Settings"
        shortcut="settings"
        onClick={() => {
          open({ kind: "settings" });
        }}
      >
        <Settings2 size={16} aria-hidden />
      </IconButton>
      <div className={styles.deeds} role="group" aria-label="Broadcast">
        <Rehearse />
        <Record />
        <Live />
      </div>
      <AirClock />
      <TallyLamp />
    </header>
  );
}

function Rehearse() {
  const phase = useStudio((state) => state.status?.broadcast.phase ?? "off");
  const on = phase === "rehearsing";
  return (
    <Button
      aria-pressed={on}
      disabled={!on && phase !== "off"}
      shortcut="rehearse"
      tip={on ? "End the rehearsal" : "See and hear yourself as viewers would. Nothing leaves this computer."}
      onClick={() => void toggleRehearsal()}
    >
      <Eye size={16} aria-hidden />
      {on ? "End rehearsal" : "Rehearse"}
    </Button>
  );
}

function Record() {
  const phase = useStudio((state) => state.status?.recordings.at(-1)?.phase ?? "idle");
  const on = phase === "starting" || phase === "recording";
  return (
    <Button
      aria-pressed={on}
      disabled={phase === "stopping"}
      shortcut="record"
      tip={on ? "Finish the recording" : "Record what viewers get to a file"}
      onClick={() => void toggleRecording()}
    >
      {on ? <Square size={14} fill="currentColor" aria-hidden /> : <Circle size={14} fill="currentColor" aria-hidden />}
      {on ? "Stop recording" : "Record"}
    </Button>
  );
}

function Live() {
  const phase = useStudio((state) => state.status?.broadcast.phase ?? "off");
  const connecting = useStudio((state) => tally(state.status).lamp === "connecting");
  const drains = useStudio((state) => drainsFor(state.status));
  if (phase === "stopping" && drains !== null) {
    return (
      <Button shortcut="live" tip="What the delay holds back is still sent. Ask, then end at once" onClick={toggleLive}>
        <Square size={14} fill="currentColor" aria-hidden />
        Ends in {shortClock(drains)}
      </Button>
    );
  }
  if (phase === "stopping") return <Button disabled>Ending…</Button>;
  if (isAir(phase)) {
    return (
      <Button shortcut="live" tip={connecting ? "Stop trying" : "Ask, then end the stream"} onClick={toggleLive}>
        <Square size={14} fill="currentColor" aria-hidden />
        {connecting ? "Cancel" : "End stream"}
      </Button>
    );
  }
  return (
    <Button look="primary" shortcut="live" tip="Start streaming to every destination that is on" onClick={toggleLive}>
      <Radio size={16} aria-hidden />
      Go live
    </Button>
  );
}

function AirClock() {
  const text = useStudio(({ status, airSince }) => clock(status === null || airSince === null ? 0 : status.at - airSince));
  const air = useStudio((state) => state.airSince !== null);
  return (
    <time className={air ? styles.clock : styles.idleClock} aria-label="Time on air">
      {text}
    </time>
  );
}
