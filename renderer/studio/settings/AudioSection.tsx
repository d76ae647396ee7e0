import { useEffect, useState } from "react";
import { useController, useFormContext } from "react-hook-form";
import { explain } from "../../../electron/contract/words";
import { type Device, listSpeakers } from "../../capture/devices";
import { useStudio } from "../../store/studio";
import { Callout } from "../controls/Callout";
import { Field } from "../controls/Field";
import { Select } from "../controls/Input";
import { FigureInput } from "./FigureInput";
import { LockedFields } from "./LockedFields";
import { ServiceAdvice } from "./ServiceAdvice";
import styles from "./SettingsDialog.module.css";
import { figureFields, type SettingsForm } from "./settingsForm";

/** The sound viewers get, and where the person here listens; which sounds these are is the mixer's. */
export function AudioSection() {
  return (
    <>
      <LockedFields name="Sound of the stream">
        <FigureInput label="Audio bitrate" field={figureFields.audioBitrate} />
        <p className={styles.hint}>Sound is always AAC-LC, 48 kHz, stereo: what every service takes.</p>
        <ServiceAdvice />
      </LockedFields>
      <MonitorDevice />
    </>
  );
}

/** Output devices, anew when one is plugged in or out. */
function useSpeakers(): readonly Device[] | null {
  const [speakers, setSpeakers] = useState<readonly Device[] | null>(null);
  useEffect(() => {
    let there = true;
    const list = (): void => {
      void listSpeakers().then(
        (found) => {
          if (there) setSpeakers(found.filter(({ deviceId }) => deviceId !== ""));
        },
        () => {
          if (there) setSpeakers([]);
        },
      );
    };
    list();
    navigator.mediaDevices.addEventListener("devicechange", list);
    return () => {
      there = false;
      navigator.mediaDevices.removeEventListener("devicechange", list);
    };
  }, []);
  return speakers;
}

function MonitorDevice() {
  const { control } = useFormContext<SettingsForm>();
  const { field } = useController({ control, name: "monitorDevice" });
  const speakers = useSpeakers();
  const problem = useStudio((state) => state.monitorProblem);
  const { deviceId, label } = field.value;
  const gone = deviceId !== "" && !(speakers?.some((one) => one.deviceId === deviceId) ?? false);
  const able = "setSinkId" in HTMLMediaElement.prototype;
  return (
    <>
      <Field
        label="Monitoring device"
        hint={
          able
            ? "Where you hear the sounds that are monitored in the mixer. Headphones keep them out of the microphone. Default: the system's output."
            : "This system lets no program choose: monitored sounds are heard on its own output."
        }
      >
        {(attributes) => (
          <Select
            {...attributes}
            disabled={!able}
            value={deviceId}
            onChange={(event) => {
              const chosen = speakers?.find((one) => one.deviceId === event.target.value);
              field.onChange({ deviceId: chosen?.deviceId ?? "", label: chosen?.label ?? "" });
            }}
          >
            <option value="">The system's output</option>
            {gone && <option value={deviceId}>{speakers === null ? label : `${label} (not connected)`}</option>}
            {speakers?.map((one, at) => (
              <option key={one.deviceId} value={one.deviceId}>
                {one.label === "" ? `Output ${at + 1}` : one.label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {problem !== null && (
        <Callout>
          <p>Monitored sounds are not heard: {explain(problem).what}</p>
          <p>{explain(problem).todo}</p>
        </Callout>
      )}
    </>
  );
}
