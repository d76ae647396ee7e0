import { ExternalLink } from "lucide-react";
import { useFormContext } from "react-hook-form";
import type { Service } from "../../../electron/contract/services";
import { call } from "../../store/bridge";
import type { SecretsHeld } from "../../store/settings";
import { Button } from "../controls/Button";
import { Field } from "../controls/Field";
import { Input, SecretInput, Select } from "../controls/Input";
import type { DestinationFields } from "./destinationForm";
import styles from "./forms.module.css";

interface Props {
  readonly service: Service;
  readonly held: SecretsHeld | undefined;
}

/** Key first: for most people it is the only field to fill. */
export function RtmpForm({ service, held }: Props) {
  const { register, formState } = useFormContext<DestinationFields>();
  const { errors } = formState;
  const { keyPage, servers } = service;
  const own = servers.length === 0;
  const saved = formState.defaultValues?.server ?? "";
  const listed = servers.some((s) => s.url === saved) || saved === "" ? servers : [{ name: saved, url: saved }, ...servers];

  const key = (
    <Field label="Stream key" hint={own ? "Leave it empty if the server wants none." : undefined} error={errors.streamKey?.message}>
      {(control) => (
        <div className={styles.beside}>
          <SecretInput
            {...control}
            {...register("streamKey")}
            autoFocus={!own}
            placeholder={held?.streamKey === true ? "Stored. Type to replace it." : own ? "" : "Paste it here"}
          />
          {keyPage !== null && (
            <Button onClick={() => void call("service.openKeyPage", keyPage)}>
              <ExternalLink size={14} aria-hidden />
              Get the key
            </Button>
          )}
        </div>
      )}
    </Field>
  );

  return (
    <>
      {!own && key}
      <Field label="Server" hint={own ? "rtmp://host/application" : undefined} error={errors.server?.message}>
        {(control) =>
          own ? (
            <Input {...control} {...register("server")} autoFocus placeholder="rtmps://live.example.com/app" />
          ) : (
            <Select {...control} {...register("server")}>
              {listed.map(({ name, url }) => (
                <option key={url} value={url}>
                  {name}
                </option>
              ))}
            </Select>
          )
        }
      </Field>
      {own && key}
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...register("name")} />}
      </Field>
    </>
  );
}
