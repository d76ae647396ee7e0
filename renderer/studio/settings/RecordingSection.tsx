import { FolderOpen } from "lucide-react";
import { useFormContext } from "react-hook-form";
import { call } from "../../store/bridge";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Field } from "../controls/Field";
import { Input, Select } from "../controls/Input";
import { FigureInput } from "./FigureInput";
import { ReplayFields } from "./ReplayFields";
import styles from "./SettingsDialog.module.css";
import { exampleFile, figureFields, type SettingsForm } from "./settingsForm";

export function RecordingSection() {
  const { register, watch, setValue, formState } = useFormContext<SettingsForm>();
  const usual = useStudio((state) => state.info?.recordingFolder ?? "");
  const [recording, video] = watch(["recording", "video"]);
  const choose = async () => {
    const folder = await call("recording.chooseFolder", undefined);
    if (folder !== null) setValue("recording.folder", folder, { shouldDirty: true, shouldValidate: true });
  };
  return (
    <>
      <Field label="Folder" hint="Default: the system's video folder.">
        {(control) => (
          <div className={styles.beside}>
            <Input {...control} {...register("recording.folder")} placeholder={usual} />
            <Button onClick={() => void choose()}>
              <FolderOpen size={14} aria-hidden />
              Choose…
            </Button>
          </div>
        )}
      </Field>
      <Field
        label="File name"
        hint={
          <>
            {"{date} {time} {width} {height} {fps}"} are filled in: {exampleFile(recording.pattern, video, recording.container)}
          </>
        }
        error={formState.errors.recording?.pattern === undefined ? undefined : "Enter 1 to 120 characters."}
      >
        {(control) => <Input {...control} {...register("recording.pattern")} />}
      </Field>
      <Field label="Format" hint="Both play even after a crash. Default MKV.">
        {(control) => (
          <Select {...control} {...register("recording.container")}>
            <option value="mkv">MKV</option>
            <option value="mp4">MP4 (fragmented)</option>
          </Select>
        )}
      </Field>
      <Field label="Sound tracks" hint="Streams get the program only. New channels have their track from the next start on.">
        {(control) => (
          <Select {...control} {...register("recording.tracks")}>
            <option value="program">Program only</option>
            <option value="channels">Program and each channel on its own</option>
          </Select>
        )}
      </Field>
      <Field label="New file" hint="At the nearest keyframe; between the files no picture and no sound is lost.">
        {(control) => (
          <Select {...control} {...register("recording.split.by")}>
            <option value="hand">Only by hand or hotkey</option>
            <option value="time">Whenever a file has a length</option>
            <option value="size">Before a file gets larger than</option>
          </Select>
        )}
      </Field>
      {recording.split.by === "time" && <FigureInput label="Length of a file" field={figureFields.splitMinutes} />}
      {recording.split.by === "size" && <FigureInput label="Size of a file" field={figureFields.splitSize} />}
      <p className={styles.hint}>Changes take effect with the next recording.</p>
      <ReplayFields />
    </>
  );
}
