import { useController, useFormContext } from "react-hook-form";
import { bytes } from "../figures";
import { Toggle } from "../controls/Toggle";
import { FigureInput } from "./FigureInput";
import styles from "./SettingsDialog.module.css";
import { figureFields, type SettingsForm } from "./settingsForm";

/** The replay buffer: on or off, and how much it keeps. */
export function ReplayFields() {
  const { control, watch } = useFormContext<SettingsForm>();
  const { field } = useController({ control, name: "replay.on" });
  const [{ seconds }, { videoBitrate, audioBitrate }] = watch(["replay", "encoder"]);
  const memory = (seconds * (videoBitrate + audioBitrate) * 1000) / 8;
  return (
    <>
      <div className={styles.switch}>
        <div className={styles.switchWords}>
          <p>Replay buffer</p>
          <p className={styles.hint}>
            Keeps the last seconds while you stream, record or rehearse; a button or hotkey saves them to the recording folder. Default off.
          </p>
        </div>
        <Toggle label="Replay buffer" checked={field.value} onChange={field.onChange} />
      </div>
      {field.value && (
        <>
          <FigureInput label="Length of a replay" field={figureFields.replaySeconds} />
          {memory > 0 && <p className={styles.hint}>Takes about {bytes(memory)} of memory at this bitrate.</p>}
        </>
      )}
    </>
  );
}
