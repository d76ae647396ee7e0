import type { Field } from "../../fields/field";

/** What a field of one type is given: its value, and where a new one goes. False when the kind refused that. */
export interface FieldProps<Type extends Field["type"], Value> {
  readonly field: Extract<Field, { type: Type }>;
  readonly value: Value;
  readonly onChange: (value: Value) => boolean;
}
