import { Camera } from "lucide-react";
import type { KindSettings } from "../../../electron/contract/filter";
import type { Field } from "../../fields/field";
import type { SourceKind } from "../../sources/kind";
import { useStudio } from "../../store/studio";
import { TargetTiles } from "../fields/TargetTiles";
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
  return field.device === "camera" ? <Cameras onChoose={choose} /> : <TargetTiles kind={field.device} onChoose={choose} />;
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
