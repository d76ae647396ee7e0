import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import type { Destination } from "../../../electron/contract/destination";
import type { Problem } from "../../../electron/contract/problem";
import { advice, services } from "../../../electron/contract/services";
import { explain } from "../../../electron/contract/words";
import { goLive as startStream } from "../../store/broadcast";
import { saveDestination } from "../../store/destinations";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Callout } from "../controls/Callout";
import { Dialog, DialogBody, DialogFoot } from "../controls/Dialog";
import { destinationOf, destinationSchema, fieldsOf, kindOf, nameOf, type DestinationFields, type DestinationKind } from "./destinationForm";
import { RtmpForm } from "./RtmpForm";
import { SecretStorageNote } from "./SecretStorageNote";
import { ServiceTiles } from "./ServiceTiles";
import { SrtForm } from "./SrtForm";

interface Props {
  /** null adds a new one. */
  readonly id: string | null;
  /** The person is on the way to going live. */
  readonly goLive: boolean;
}

/** Adds or changes a destination: service, key, done. */
export function DestinationDialog({ id, goLive }: Props) {
  const close = useStudio((state) => state.close);
  const stored = useStudio((state) => state.settings?.destinations.find((d) => d.id === id) ?? null);
  const [kind, setKind] = useState<DestinationKind | null>(stored === null ? null : kindOf(stored.target));

  if (kind === null) {
    return (
      <Dialog
        title={goLive ? "Where do you want to go live?" : "Add a destination"}
        description={goLive ? "Pick a service, paste its stream key, and you are on." : "Pick a service; you need its stream key."}
        width={520}
        onClose={close}
      >
        <DialogBody>
          <ServiceTiles onPick={setKind} />
        </DialogBody>
      </Dialog>
    );
  }
  return (
    <DestinationForm
      key={kind}
      kind={kind}
      stored={stored}
      goLive={goLive}
      onBack={
        stored === null
          ? () => {
              setKind(null);
            }
          : null
      }
    />
  );
}

interface FormProps {
  readonly kind: DestinationKind;
  readonly stored: Destination | null;
  readonly goLive: boolean;
  readonly onBack: (() => void) | null;
}

function DestinationForm({ kind, stored, goLive, onBack }: FormProps) {
  const close = useStudio((state) => state.close);
  const settings = useStudio((state) => state.settings);
  const storage = useStudio((state) => state.info?.secretStorage ?? "none");
  const held = useStudio((state) => (stored === null ? undefined : state.secretsHeld[stored.id]));
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const form = useForm<DestinationFields>({
    mode: "onTouched",
    resolver: zodResolver(destinationSchema(kind, held)),
    defaultValues: fieldsOf(kind, stored, storage !== "keychain"),
  });

  const save = (live: boolean) =>
    form.handleSubmit(async (fields) => {
      const { destination, secrets } = destinationOf(kind, fields, stored);
      const problem = await saveDestination({ ...destination, enabled: live || destination.enabled }, secrets, fields.sessionOnly);
      setRefusal(problem);
      if (problem !== null) return;
      close();
      if (live) await startStream();
    });

  const warnings = settings === null || kind === "srt" ? [] : advice(settings, services[kind]);
  const title = stored === null ? nameOf(kind) : `Edit ${stored.name}`;
  return (
    <Dialog title={title} description={descriptions[kind === "srt" || kind === "custom" ? kind : "service"]} width={520} onClose={close}>
      <FormProvider {...form}>
        <form
          style={{ display: "contents" }}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save(goLive)();
          }}
        >
          <DialogBody>
            {kind === "srt" ? <SrtForm held={held} /> : <RtmpForm service={services[kind]} held={held} />}
            <SecretStorageNote />
            {warnings.length > 0 && (
              <Callout>
                {warnings.map((warning) => (
                  <p key={warning}>{warning}</p>
                ))}
              </Callout>
            )}
            {refusal !== null && (
              <div role="alert">
                <Callout>
                  <p>{explain(refusal).what}</p>
                  <p>{explain(refusal).todo}</p>
                </Callout>
              </div>
            )}
          </DialogBody>
          <DialogFoot
            start={
              onBack !== null && (
                <Button look="quiet" onClick={onBack}>
                  Back
                </Button>
              )
            }
          >
            {goLive ? (
              <>
                <Button onClick={() => void save(false)()}>Save only</Button>
                <Button look="primary" type="submit" disabled={form.formState.isSubmitting}>
                  Go live
                </Button>
              </>
            ) : (
              <>
                <Button onClick={close}>Cancel</Button>
                <Button look="primary" type="submit" disabled={form.formState.isSubmitting}>
                  {stored === null ? "Add" : "Save"}
                </Button>
              </>
            )}
          </DialogFoot>
        </form>
      </FormProvider>
    </Dialog>
  );
}

const descriptions = {
  service: "The stream key says whose channel it is: treat it like a password.",
  custom: "Any server that takes RTMP or RTMPS, with or without a stream key.",
  srt: "Secure Reliable Transport, to a server or to a receiver that calls in.",
} as const;
