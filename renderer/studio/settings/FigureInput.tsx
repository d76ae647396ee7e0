import { get, useFormContext } from "react-hook-form";
import { defaultSettings } from "../../../electron/contract/settings";
import { Field } from "../controls/Field";
import { Input } from "../controls/Input";
import { limitsOf, type FigureField, type SettingsForm } from "./settingsForm";

/** A number with its unit, its limits and its default. */
export function FigureInput({ label, field }: { readonly label: string; readonly field: FigureField }) {
  const { register, formState } = useFormContext<SettingsForm>();
  const wrong = get(formState.errors, field.name) !== undefined;
  const limits = limitsOf(field);
  const preset: unknown = get(defaultSettings, field.name);
  return (
    <Field label={label} hint={`${limits}. Default ${String(preset)}.`} error={wrong ? `${limits}, a whole number.` : undefined}>
      {(control) => (
        <Input
          {...control}
          {...register(field.name, { valueAsNumber: true })}
          type="number"
          min={field.min}
          max={field.max}
          step={field.even ? 2 : 1}
          unit={field.unit}
        />
      )}
    </Field>
  );
}
