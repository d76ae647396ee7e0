import { useMemo } from "react";
import type { Collection } from "../../../electron/contract/collection";
import type { FilterOwner } from "../../store/edits/filters";
import { holds } from "../../store/edits/nesting";
import { useStudio } from "../../store/studio";
import { Select } from "../controls/Input";
import { Toggle } from "../controls/Toggle";
import type { FieldProps } from "./fieldProps";
import { FieldRow } from "./FieldRow";
import styles from "./fields.module.css";

export function SwitchField({ field: { label }, value, onChange }: FieldProps<"switch", boolean>) {
  return (
    <FieldRow label={label}>
      {({ id }) => (
        <div className={styles.switch}>
          <Toggle id={id} label={label} checked={value} onChange={onChange} />
        </div>
      )}
    </FieldRow>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface OptionsProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly hint?: string | undefined;
  /** How a value is called that is not among the options. */
  readonly gone?: string;
  readonly onChange: (value: string) => boolean;
}

export function ChoiceField({ field, value, onChange }: FieldProps<"choice", string>) {
  return <Options label={field.label} options={field.options} value={value} onChange={onChange} />;
}

/** One of several; a value that is not offered (any more) is shown as what it is. */
export function Options({ label, options, value, hint, gone = value, onChange }: OptionsProps) {
  return (
    <FieldRow label={label} hint={hint}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        >
          {!options.some((option) => option.value === value) && <option value={value}>{gone}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </FieldRow>
  );
}

interface Owned {
  readonly owner: FilterOwner | null;
}

/** A scene that may stand in all scenes of which the source is part. */
export function SceneField({ field, value, owner, onChange }: FieldProps<"scene", string> & Owned) {
  const collection = useStudio((state) => state.collection);
  const options = useMemo(() => (collection === null ? [] : nestable(collection, owner)), [collection, owner]);
  const hint = options.length === 0 ? "There is no other scene yet. Add one to show it here." : undefined;
  return <Options {...{ value, options, hint, onChange }} label={field.label} gone={value === "" ? "Choose a scene" : "A scene that is gone"} />;
}

function nestable(collection: Collection, owner: FilterOwner | null): Option[] {
  const source = owner !== null && "source" in owner ? owner.source : null;
  const around = collection.scenes.filter(({ items }) => items.some((item) => item.source === source));
  return collection.scenes
    .filter((scene) => !around.some((outer) => holds(collection, scene.id, outer.id)))
    .map(({ id, name }) => ({ value: id, label: name }));
}

const noChannels: Collection["channels"] = [];

export function ChannelField({ field, value, owner, onChange }: FieldProps<"channel", string> & Owned) {
  const channels = useStudio((state) => state.collection?.channels ?? noChannels);
  const own = owner !== null && "channel" in owner ? owner.channel : null;
  const others = channels.filter(({ id }) => id !== own).map(({ id, name }) => ({ value: id, label: name }));
  return <Options {...{ value, onChange }} label={field.label} options={[{ value: "", label: "None" }, ...others]} gone="A channel that is gone" />;
}
