import { FigureInput } from "./FigureInput";
import { ServiceAdvice } from "./ServiceAdvice";
import styles from "./SettingsDialog.module.css";
import { figureFields } from "./settingsForm";

/** The sound viewers get; which sounds these are is the mixer's. */
export function AudioSection() {
  return (
    <>
      <FigureInput label="Audio bitrate" field={figureFields.audioBitrate} />
      <p className={styles.hint}>Sound is always AAC-LC, 48 kHz, stereo: what every service takes.</p>
      <ServiceAdvice />
    </>
  );
}
