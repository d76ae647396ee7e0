import { AppWindow, Monitor, RefreshCw } from "lucide-react";
import { useEffect } from "react";
import { problemOf } from "../../../electron/contract/problem";
import { call } from "../../store/bridge";
import { askPermission } from "../../store/permissions";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Callout } from "../controls/Callout";
import styles from "./DeviceField.module.css";
import type { FieldProps } from "./fieldProps";
import { FieldRow } from "./FieldRow";
import { Options } from "./pickedFields";

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

/** Lists screens and windows anew; their thumbnails cost, so only when asked. */
async function listTargets(): Promise<void> {
  try {
    useStudio.setState({ targets: await call("capture.targets", undefined) });
  } catch (thrown) {
    useStudio.getState().notify(problemOf(thrown));
  }
}

const nothing = { screen: "No screen can be captured here.", window: "No other window is open." } as const;

/** Screens or windows, with a look at each. */
function TargetField({ field, kind, value, onChange }: Props & { readonly kind: "screen" | "window" }) {
  const targets = useStudio((state) => state.targets);
  const denied = useStudio((state) => state.permissions.screen === "denied");
  useEffect(() => void listTargets(), []);

  const offered = targets?.filter((target) => target.kind === kind) ?? [];
  const lost = value.label !== "" && targets !== null && !offered.some(({ sourceId, label }) => sourceId === value.id || label === value.label);
  const Icon = kind === "screen" ? Monitor : AppWindow;
  return (
    <FieldRow label={field.label} hint={lost ? `${value.label} is not there now. It is shown again when it comes back.` : undefined}>
      {(control) => (
        <>
          {denied && (
            <Callout>
              <p>The system does not let Tallylight see screens and windows.</p>
              <Button onClick={() => void call("permissions.openSettings", "screen")}>Open system settings</Button>
            </Callout>
          )}
          {offered.length === 0 && <p className={styles.none}>{targets === null ? "Looking…" : nothing[kind]}</p>}
          <ul className={styles.tiles}>
            {offered.map(({ sourceId, label, thumbnail }) => (
              <li key={sourceId}>
                <button
                  type="button"
                  className={styles.tile}
                  aria-pressed={sourceId === value.id}
                  onClick={() => onChange({ id: sourceId, label })}
                >
                  <span className={styles.thumbnail}>{thumbnail === "" ? <Icon size={24} aria-hidden /> : <img src={thumbnail} alt="" />}</span>
                  <span className={styles.name} title={label}>
                    {label}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <Button {...control} look="quiet" className={styles.again} onClick={() => void listTargets()}>
            <RefreshCw size={14} aria-hidden />
            Look again
          </Button>
        </>
      )}
    </FieldRow>
  );
}
