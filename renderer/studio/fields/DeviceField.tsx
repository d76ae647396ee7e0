import { askPermission } from "../../store/permissions";
import { useStudio } from "../../store/studio";
import type { FieldProps } from "./fieldProps";
import { FieldRow } from "./FieldRow";
import styles from "./fields.module.css";
import { Options } from "./pickedFields";
import { TargetTiles } from "./TargetTiles";

/** A device by its id, and its name by which it is found again. */
interface Chosen {
  readonly id: string;
  readonly label: string;
}

type Props = FieldProps<"device", Chosen>;

export function DeviceField(props: Props) {
  return props.field.device === "camera" ? <CameraField {...props} /> : <TargetField {...props} kind={props.field.device} />;
}

function CameraField({ field, value, onChange }: Props) {
  const cameras = useStudio((state) => state.cameras);
  const options = cameras.map(({ deviceId, label }, at) => ({ value: deviceId, label: label === "" ? `Camera ${at + 1}` : label }));
  const first = { value: "", label: "The first there is" };
  const choose = (id: string): boolean => {
    void askPermission("camera");
    return onChange({ id, label: cameras.find(({ deviceId }) => deviceId === id)?.label ?? "" });
  };
  return (
    <Options
      label={field.label}
      value={value.id}
      options={[first, ...options.filter((option) => option.value !== "")]}
      gone={`${value.label === "" ? "A camera" : value.label} (not connected)`}
      hint={cameras.length === 0 ? "No camera found. Connect one and it appears here by itself." : undefined}
      onChange={choose}
    />
  );
}

/** Screens or windows, with a look at each. */
function TargetField({ field, kind, value, onChange }: Props & { readonly kind: "screen" | "window" }) {
  const lost = useStudio(
    ({ targets }) => value.label !== "" && targets !== null && !targets.some(({ sourceId, label }) => sourceId === value.id || label === value.label),
  );
  return (
    <FieldRow label={field.label} hint={lost ? `${value.label} is not there now. It is shown again when it comes back.` : undefined}>
      {({ id }) => (
        <div id={id} role="group" aria-label={field.label} className={styles.targets}>
          <TargetTiles kind={kind} chosen={value.id} onChoose={(chosen, label) => void onChange({ id: chosen, label })} />
        </div>
      )}
    </FieldRow>
  );
}
