import { AppWindow, Camera, Monitor, RefreshCw } from "lucide-react";
import { useEffect } from "react";
import type { KindSettings } from "../../../electron/contract/filter";
import { problemOf } from "../../../electron/contract/problem";
import type { Field } from "../../fields/field";
import type { SourceKind } from "../../sources/kind";
import { call } from "../../store/bridge";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Callout } from "../controls/Callout";
import styles from "./AddSourceDialog.module.css";
import { Tile } from "./Tile";

type DeviceField = Extract<Field, { type: "device" }>;

/** The field that says which device a source of this kind shows; null for a kind without one. */
export function deviceField({ fields }: SourceKind): DeviceField | null {
  return fields.find((field) => field.type === "device") ?? null;
}

interface Props {
  readonly field: DeviceField;
  /** Settings that mean the device, and what it is called. */
  readonly onChoose: (settings: KindSettings, name: string) => void;
}

/** The cameras, screens or windows there are, with a look at each. */
export function DeviceTiles({ field, onChoose }: Props) {
  const choose = (id: string, label: string): void => {
    onChoose({ [field.key]: id, [field.labelKey]: label }, label === "" ? field.label : label);
  };
  return field.device === "camera" ? <Cameras onChoose={choose} /> : <Targets kind={field.device} onChoose={choose} />;
}

function Cameras({ onChoose }: { readonly onChoose: (id: string, label: string) => void }) {
  const cameras = useStudio((state) => state.cameras);
  if (cameras.length === 0) {
    return (
      <>
        <p>No camera found. Connect one and it appears here by itself.</p>
        <ul className={styles.tiles}>
          <Tile
            name="Any camera"
            note="The first that is connected"
            icon={Camera}
            onPress={() => {
              onChoose("", "");
            }}
          />
        </ul>
      </>
    );
  }
  return (
    <ul className={styles.tiles}>
      {cameras.map(({ deviceId, label }, at) => (
        <Tile
          key={deviceId}
          name={label === "" ? `Camera ${at + 1}` : label}
          icon={Camera}
          onPress={() => {
            onChoose(deviceId, label);
          }}
        />
      ))}
    </ul>
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

interface TargetsProps {
  readonly kind: "screen" | "window";
  readonly onChoose: (id: string, label: string) => void;
}

function Targets({ kind, onChoose }: TargetsProps) {
  const targets = useStudio((state) => state.targets);
  const denied = useStudio((state) => state.permissions.screen === "denied");
  useEffect(() => {
    void listTargets();
  }, []);
  const offered = targets?.filter((target) => target.kind === kind) ?? [];
  return (
    <>
      {denied && (
        <Callout>
          <p>The system does not let Tallylight see screens and windows.</p>
          <Button onClick={() => void call("permissions.openSettings", "screen")}>Open system settings</Button>
        </Callout>
      )}
      {offered.length === 0 && <p>{targets === null ? "Looking…" : nothing[kind]}</p>}
      <ul className={styles.tiles}>
        {offered.map(({ sourceId, label, thumbnail }) => (
          <Tile
            key={sourceId}
            name={label}
            icon={kind === "screen" ? Monitor : AppWindow}
            thumbnail={thumbnail}
            onPress={() => {
              onChoose(sourceId, label);
            }}
          />
        ))}
      </ul>
      <div>
        <Button look="quiet" onClick={() => void listTargets()}>
          <RefreshCw size={14} aria-hidden />
          Look again
        </Button>
      </div>
    </>
  );
}
