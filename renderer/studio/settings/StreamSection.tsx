import { useFormContext } from "react-hook-form";
import { delayMemory } from "../../../electron/contract/stream";
import { bytes } from "../figures";
import { FigureInput } from "./FigureInput";
import styles from "./SettingsDialog.module.css";
import { figureFields, type SettingsForm } from "./settingsForm";

/** How the stream leaves, whichever the destinations are. */
export function StreamSection() {
  const { watch } = useFormContext<SettingsForm>();
  const [delay, encoder] = watch(["stream.delay", "encoder"]);
  const memory = delay > 0 ? delayMemory(delay, encoder.videoBitrate, encoder.audioBitrate) : 0;
  return (
    <>
      <FigureInput label="Stream delay" field={figureFields.delay} />
      <p className={styles.hint}>
        Everything waits for so long before it goes to the destinations. When a connection breaks, it goes on later where it stopped:
        an outage shorter than the delay loses nothing, and the delay grows by it.
      </p>
      {memory > 0 && <p className={styles.hint}>Takes {bytes(memory / 2)} of memory, and {bytes(memory)} at most, in outages.</p>}
      <p className={styles.hint}>Changes take effect when you next go live.</p>
    </>
  );
}
