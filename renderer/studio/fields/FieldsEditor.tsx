import type { z } from "zod";
import type { KindSettings } from "../../../electron/contract/filter";
import type { Field } from "../../fields/field";
import type { FilterOwner } from "../../store/edits/filters";
import { useStage } from "../backstage";
import { Button } from "../controls/Button";
import { ColourField } from "./ColourField";
import { DeviceField } from "./DeviceField";
import { FigureField } from "./FigureField";
import { FileField } from "./FileField";
import { FilesField } from "./FilesField";
import { FontField } from "./FontField";
import styles from "./fields.module.css";
import { ChannelField, ChoiceField, SceneField, SwitchField } from "./pickedFields";
import { TextField } from "./TextField";

interface Props {
  /** Of the source or filter kind. */
  readonly fields: readonly Field[];
  readonly schema: z.ZodType<KindSettings>;
  /** As stored; what is missing is shown as the kind's default. */
  readonly settings: KindSettings;
  /** The source or channel that is edited, or whose filter is; null for one that is not in the collection yet. */
  readonly owner: FilterOwner | null;
  /** What has changed, only when it is valid. Drags are one step to undo; for typing name a gesture (see edit). */
  readonly onChange: (change: KindSettings) => void;
}

/** Draws and edits the settings of any kind of source or filter. */
export function FieldsEditor({ fields, schema, settings, owner, onChange }: Props) {
  const stage = useStage();
  const defaults = schema.safeParse({}).data ?? {};
  const shown = { ...defaults, ...settings };
  const change = (part: KindSettings): boolean => {
    const valid = schema.safeParse({ ...shown, ...part }).success;
    if (valid) onChange(part);
    return valid;
  };

  return (
    <div className={styles.editor}>
      {fields
        .filter((field) => field.type === "action" || field.when === undefined || field.when(shown))
        .map((field) => {
          if (field.type !== "action") return <OneField key={field.key} {...{ field, defaults, owner }} settings={shown} change={change} />;
          return (
            <div key={field.command} className={styles.action}>
              <Button
                disabled={owner === null || !("source" in owner)}
                onClick={() => {
                  if (owner !== null && "source" in owner) stage.command(owner.source, field.command);
                }}
              >
                {field.label}
              </Button>
            </div>
          );
        })}
      {fields.length === 0 && <p className={styles.none}>Nothing to set here.</p>}
    </div>
  );
}

interface OneProps {
  readonly field: Exclude<Field, { type: "action" }>;
  readonly settings: KindSettings;
  readonly defaults: KindSettings;
  readonly owner: FilterOwner | null;
  readonly change: (part: KindSettings) => boolean;
}

function OneField({ field, settings, defaults, owner, change }: OneProps) {
  const value = settings[field.key];
  const text = typeof value === "string" ? value : "";
  const set = (next: KindSettings[string]) => change({ [field.key]: next });
  switch (field.type) {
    case "figure":
      return <FigureField field={field} value={numberOr(value, field.min)} preset={numberOr(defaults[field.key], field.min)} onChange={set} />;
    case "text":
      return <TextField field={field} value={text} onChange={set} />;
    case "switch":
      return <SwitchField field={field} value={value === true} onChange={set} />;
    case "choice":
      return <ChoiceField field={field} value={text} onChange={set} />;
    case "colour":
      return <ColourField field={field} value={text} onChange={set} />;
    case "file":
      return <FileField field={field} value={text} onChange={set} />;
    case "files":
      return <FilesField field={field} value={Array.isArray(value) ? value.filter((one) => typeof one === "string") : []} onChange={set} />;
    case "font":
      return <FontField field={field} value={text} onChange={set} />;
    case "device": {
      const label = settings[field.labelKey];
      return (
        <DeviceField
          field={field}
          value={{ id: text, label: typeof label === "string" ? label : "" }}
          onChange={(device) => change({ [field.key]: device.id, [field.labelKey]: device.label })}
        />
      );
    }
    case "scene":
      return <SceneField field={field} value={text} owner={owner} onChange={set} />;
    case "channel":
      return <ChannelField field={field} value={text} owner={owner} onChange={set} />;
  }
}

function numberOr(value: unknown, other: number): number {
  return typeof value === "number" ? value : other;
}
