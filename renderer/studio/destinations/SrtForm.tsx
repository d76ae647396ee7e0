import { useFormContext } from "react-hook-form";
import type { SecretsHeld } from "../../store/settings";
import { Field } from "../controls/Field";
import { Input, SecretInput, Select } from "../controls/Input";
import type { DestinationFields } from "./destinationForm";
import styles from "./forms.module.css";

export function SrtForm({ held }: { readonly held: SecretsHeld | undefined }) {
  const { register, watch, formState } = useFormContext<DestinationFields>();
  const { errors } = formState;
  const caller = watch("mode") === "caller";
  const encrypted = Number(watch("keyLength")) !== 0;
  return (
    <>
      <div className={styles.hostPort}>
        <Field label="Connection" hint={caller ? "Tallylight calls the server." : "Tallylight waits for a receiver to call in."}>
          {(control) => (
            <Select {...control} {...register("mode", { deps: ["host"] })}>
              <option value="caller">Caller</option>
              <option value="listener">Listener</option>
            </Select>
          )}
        </Field>
        <Field label="Latency" hint="20 to 8000 ms" error={errors.latency?.message}>
          {(control) => <Input {...control} {...register("latency", { valueAsNumber: true })} type="number" min={20} max={8000} unit="ms" />}
        </Field>
      </div>
      <div className={styles.hostPort}>
        <Field label={caller ? "Host" : "Local address"} hint={caller ? undefined : "Empty: every address of this computer"} error={errors.host?.message}>
          {(control) => <Input {...control} {...register("host")} autoFocus placeholder={caller ? "srt.example.com" : "0.0.0.0"} />}
        </Field>
        <Field label="Port" error={errors.port?.message}>
          {(control) => <Input {...control} {...register("port", { valueAsNumber: true })} type="number" min={1} max={65_535} />}
        </Field>
      </div>
      <Field label="Stream id" hint="Some servers put a key into it." error={errors.streamId?.message}>
        {(control) => (
          <SecretInput {...control} {...register("streamId")} placeholder={held?.streamId === true ? "Stored. Type to replace it." : "None"} />
        )}
      </Field>
      <div className={styles.halves}>
        <Field label="Encryption">
          {(control) => (
            <Select {...control} {...register("keyLength", { valueAsNumber: true, deps: ["passphrase"] })}>
              <option value={0}>None</option>
              <option value={128}>AES-128</option>
              <option value={192}>AES-192</option>
              <option value={256}>AES-256</option>
            </Select>
          )}
        </Field>
        <Field label="Passphrase" hint="10 to 79 characters" error={errors.passphrase?.message}>
          {(control) => (
            <SecretInput
              {...control}
              {...register("passphrase")}
              disabled={!encrypted}
              placeholder={encrypted && held?.passphrase === true ? "Stored. Type to replace it." : ""}
            />
          )}
        </Field>
      </div>
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...register("name")} />}
      </Field>
    </>
  );
}
