import { useController, useFormContext } from "react-hook-form";
import type { SecretStorage } from "../../../electron/contract/studio";
import { useStudio } from "../../store/studio";
import { Toggle } from "../controls/Toggle";
import styles from "./SettingsDialog.module.css";
import type { SettingsForm } from "./settingsForm";

const storageWords: Record<SecretStorage, string> = {
  keychain: "In this computer's keychain",
  "plain-text": "This computer has no keychain: in a plain file, or for the session only",
  none: "For the session only",
};

export function GeneralSection() {
  const { control } = useFormContext<SettingsForm>();
  const { field } = useController({ control, name: "minimizeToTray" });
  const info = useStudio((state) => state.info);
  return (
    <>
      <div className={styles.switch}>
        <div className={styles.switchWords}>
          <p>Close to the tray</p>
          <p className={styles.hint}>The close button hides the window and streams go on. Default off.</p>
        </div>
        <Toggle label="Close to the tray" checked={field.value} onChange={field.onChange} />
      </div>
      {info !== null && (
        <dl className={styles.fact}>
          <dt>Tallylight</dt>
          <dd>{info.version}</dd>
          <dt>FFmpeg</dt>
          <dd>{info.ffmpeg === null ? "Not found" : `${info.ffmpeg.version} (${info.ffmpeg.path})`}</dd>
          <dt>Stream keys</dt>
          <dd>{storageWords[info.secretStorage]}</dd>
        </dl>
      )}
    </>
  );
}
