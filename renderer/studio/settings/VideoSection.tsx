import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { Field } from "../controls/Field";
import { Select } from "../controls/Input";
import { FigureInput } from "./FigureInput";
import { ServiceAdvice } from "./ServiceAdvice";
import styles from "./SettingsDialog.module.css";
import { figureFields, sizes, type SettingsForm } from "./settingsForm";

const OTHER = "other";

/** The picture's size and rate. */
export function VideoSection() {
  const { watch, setValue } = useFormContext<SettingsForm>();
  const [width, height] = watch(["video.width", "video.height"]);
  const [free, setFree] = useState(false);
  const usual = sizes.find((s) => s.width === width && s.height === height);
  const value = free || usual === undefined ? OTHER : `${usual.width}x${usual.height}`;
  return (
    <>
      <Field label="Picture size" hint="Default 1280×720.">
        {(control) => (
          <Select
            {...control}
            value={value}
            onChange={(event) => {
              const size = sizes.find((s) => `${s.width}x${s.height}` === event.target.value);
              setFree(size === undefined);
              if (size === undefined) return;
              setValue("video.width", size.width, { shouldDirty: true, shouldValidate: true });
              setValue("video.height", size.height, { shouldDirty: true, shouldValidate: true });
            }}
          >
            {sizes.map((s) => (
              <option key={s.name} value={`${s.width}x${s.height}`}>
                {s.width}×{s.height} ({s.name})
              </option>
            ))}
            <option value={OTHER}>Another size</option>
          </Select>
        )}
      </Field>
      {value === OTHER && (
        <div className={styles.halves}>
          <FigureInput label="Width" field={figureFields.width} />
          <FigureInput label="Height" field={figureFields.height} />
        </div>
      )}
      <FigureInput label="Frame rate" field={figureFields.fps} />
      <ServiceAdvice />
    </>
  );
}
