import { useController, useFormContext } from "react-hook-form";
import type { SecretStorage } from "../../../electron/contract/studio";
import { call } from "../../store/bridge";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
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
  const toast = useStudio((state) => state.toast);
  const copy = async () => {
    await call("diagnostics.copy", undefined);
    toast({ text: "Diagnostics copied", detail: "Paste them where you ask for help. Keys and passwords are not in them." });
  };
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
      <div className={styles.deed}>
        <Button onClick={() => void copy()}>Copy diagnostics</Button>
        <p className={styles.hint}>Versions, settings and the last 200 lines of the log, without keys and passwords.</p>
      </div>
    </>
  );
}
