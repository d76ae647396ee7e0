import { useController, useFormContext } from "react-hook-form";
import { HotkeyList } from "../hotkeys/HotkeyList";
import styles from "./SettingsDialog.module.css";
import type { SettingsForm } from "./settingsForm";

/** Keys that work anywhere on the desktop, where the platform allows it. */
export function HotkeysSection() {
  const { control } = useFormContext<SettingsForm>();
  const { field } = useController({ control, name: "hotkeys" });
  return (
    <>
      <p className={styles.hint}>Hotkeys act in every program, where the system allows it. Press one to change it; scenes and sounds are those of the open collection.</p>
      <HotkeyList hotkeys={field.value} onChange={field.onChange} />
    </>
  );
}
