import type { z } from "zod";
import type { KindSettings } from "../../../electron/contract/filter";
import type { Transition } from "../../../electron/contract/scene";
import type { Field } from "../../fields/field";
import { FieldsEditor } from "../fields/FieldsEditor";
import { TransitionForm } from "./transitionForm";

interface Props {
  readonly transition: Transition;
  readonly fields: readonly Field[];
  readonly onChange: (change: KindSettings) => void;
}

/** What can be set of a transition. */
export function TransitionFields({ transition, fields, onChange }: Props) {
  // The editor checks what it hands out by parsing.
  return <FieldsEditor fields={fields} schema={TransitionForm as unknown as z.ZodType<KindSettings>} settings={transition} owner={null} onChange={onChange} />;
}
