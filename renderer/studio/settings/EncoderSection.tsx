import { useController, useFormContext } from "react-hook-form";
import { bitrateSteps } from "../../../electron/contract/bitrate";
import { H264Profile, X264Preset, X264Tune, type EncoderId } from "../../../electron/contract/encoder";
import { useStudio } from "../../store/studio";
import { Field } from "../controls/Field";
import { Select } from "../controls/Input";
import { Toggle } from "../controls/Toggle";
import { FigureInput } from "./FigureInput";
import { ServiceAdvice } from "./ServiceAdvice";
import styles from "./SettingsDialog.module.css";
import { figureFields, type SettingsForm } from "./settingsForm";

const encoderNames: Record<EncoderId, string> = {
  x264: "x264 (software)",
  nvenc: "NVENC (NVIDIA)",
  qsv: "Quick Sync (Intel)",
  amf: "AMF (AMD)",
  videotoolbox: "VideoToolbox (Apple)",
  vaapi: "VA-API",
};

const none: readonly EncoderId[] = [];

/** How the one H.264 encode is made. */
export function EncoderSection() {
  const { register, watch } = useFormContext<SettingsForm>();
  const working = useStudio((state) => state.info?.ffmpeg?.encoders ?? none);
  const chosen = watch("encoder.encoder");
  const software = chosen === "x264" || chosen === "auto";
  const gone = chosen !== "auto" && !working.includes(chosen);
  return (
    <>
      <Field label="Encoder" hint="Only those that passed a test on this computer. Default: automatic.">
        {(control) => (
          <Select {...control} {...register("encoder.encoder")}>
            <option value="auto">Automatic</option>
            {working.map((id) => (
              <option key={id} value={id}>
                {encoderNames[id]}
              </option>
            ))}
            {gone && <option value={chosen}>{encoderNames[chosen]}, does not work here</option>}
          </Select>
        )}
      </Field>
      <div className={styles.halves}>
        <FigureInput label="Video bitrate" field={figureFields.videoBitrate} />
        <FigureInput label="Keyframe interval" field={figureFields.keyframeInterval} />
      </div>
      <DynamicBitrate />
      <Field label="Profile" hint="Default high; baseline and main suit very old devices.">
        {(control) => <Choices control={control} name="encoder.profile" options={H264Profile.options} />}
      </Field>
      {software && (
        <div className={styles.halves}>
          <Field label="Preset (x264)" hint="Slower looks better and costs more. Default veryfast.">
            {(control) => <Choices control={control} name="encoder.preset" options={X264Preset.options} />}
          </Field>
          <Field label="Tune (x264)" hint="zerolatency shortens the delay. Default none.">
            {(control) => <Choices control={control} name="encoder.tune" options={X264Tune.options} />}
          </Field>
        </div>
      )}
      <ServiceAdvice />
    </>
  );
}

/** Whether the bitrate follows the network, how far down, and by which steps. */
function DynamicBitrate() {
  const { control, watch } = useFormContext<SettingsForm>();
  const { field } = useController({ control, name: "encoder.dynamicBitrate" });
  const [encoder, video] = watch(["encoder", "video"]);
  const steps = bitrateSteps(encoder, video);
  return (
    <>
      <div className={styles.switch}>
        <div className={styles.switchWords}>
          <p>Dynamic bitrate</p>
          <p className={styles.hint}>The video bitrate falls to what the slowest network delivers, and climbs back. Default on.</p>
        </div>
        <Toggle label="Dynamic bitrate" checked={field.value} onChange={field.onChange} />
      </div>
      {field.value && (
        <div>
          <FigureInput label="Lowest video bitrate" field={figureFields.bitrateFloor} />
          <p className={styles.hint}>{steps.length === 1 ? "The video bitrate is no higher, so it stays as it is." : `Steps: ${steps.join(", ")} kb/s.`}</p>
        </div>
      )}
    </>
  );
}

interface ChoicesProps {
  readonly control: object;
  readonly name: "encoder.profile" | "encoder.preset" | "encoder.tune";
  readonly options: readonly string[];
}

function Choices({ control, name, options }: ChoicesProps) {
  const { register } = useFormContext<SettingsForm>();
  return (
    <Select {...control} {...register(name)}>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </Select>
  );
}
