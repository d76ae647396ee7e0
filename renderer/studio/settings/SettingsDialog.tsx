import { zodResolver } from "@hookform/resolvers/zod";
import { Tabs } from "radix-ui";
import { useState } from "react";
import { FormProvider, useForm, type FieldErrors } from "react-hook-form";
import type { Problem } from "../../../electron/contract/problem";
import type { Settings } from "../../../electron/contract/settings";
import { explain } from "../../../electron/contract/words";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Callout } from "../controls/Callout";
import { Dialog, DialogFoot } from "../controls/Dialog";
import { AudioSection } from "./AudioSection";
import { EncoderSection } from "./EncoderSection";
import { GeneralSection } from "./GeneralSection";
import { HotkeysSection } from "./HotkeysSection";
import { LockedFields } from "./LockedFields";
import { RecordingSection } from "./RecordingSection";
import styles from "./SettingsDialog.module.css";
import { SettingsForm, type Section } from "./settingsForm";
import { StreamSection } from "./StreamSection";
import { VideoSection } from "./VideoSection";

interface SectionOf {
  readonly id: Section;
  readonly name: string;
  /** Whether none of it can change while the encoder runs. */
  readonly locks: boolean;
  readonly Body: () => React.JSX.Element;
}

const sections: readonly SectionOf[] = [
  { id: "video", name: "Video", locks: true, Body: VideoSection },
  { id: "encoder", name: "Encoder", locks: true, Body: EncoderSection },
  { id: "stream", name: "Stream", locks: false, Body: StreamSection },
  { id: "audio", name: "Audio", locks: false, Body: AudioSection },
  { id: "recording", name: "Recording", locks: false, Body: RecordingSection },
  { id: "hotkeys", name: "Hotkeys", locks: false, Body: HotkeysSection },
  { id: "general", name: "General", locks: false, Body: GeneralSection },
];

/** Which sections hold something that cannot be saved. */
function wrongSections(errors: FieldErrors<SettingsForm>): ReadonlySet<Section> {
  const { audioBitrate, ...encoder } = errors.encoder ?? {};
  const wrong = new Set<Section>();
  if (errors.video !== undefined) wrong.add("video");
  if (Object.keys(encoder).length > 0) wrong.add("encoder");
  if (audioBitrate !== undefined) wrong.add("audio");
  if (errors.recording !== undefined || errors.replay !== undefined) wrong.add("recording");
  if (errors.stream !== undefined) wrong.add("stream");
  return wrong;
}

export function SettingsDialog() {
  const settings = useStudio((state) => state.settings);
  return settings === null ? null : <SettingsOf settings={settings} />;
}

function SettingsOf({ settings }: { readonly settings: Settings }) {
  const close = useStudio((state) => state.close);
  const submit = useStudio((state) => state.submit);
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const form = useForm<SettingsForm>({
    mode: "onChange",
    resolver: zodResolver(SettingsForm),
    defaultValues: SettingsForm.parse(settings),
  });
  const wrong = wrongSections(form.formState.errors);

  const save = form.handleSubmit(async (changed) => {
    const problem = await submit((all) => ({ ...all, ...changed }));
    setRefusal(problem);
    if (problem === null) close();
  });

  return (
    <Dialog title="Settings" description="What viewers get, and where recordings go." width={720} onClose={close}>
      <FormProvider {...form}>
        <form className={styles.form} noValidate onSubmit={(event) => void save(event)}>
          <Tabs.Root data-dialog-body className={styles.sections} defaultValue="video" orientation="vertical">
            <Tabs.List className={styles.names} aria-label="Sections">
              {sections.map(({ id, name }) => (
                <Tabs.Trigger key={id} value={id} className={styles.sectionName}>
                  {name}
                  {wrong.has(id) && <span className={styles.wrong}>Check</span>}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {sections.map(({ id, name, locks, Body }) => (
              <Tabs.Content key={id} value={id} className={styles.section} tabIndex={-1}>
                {locks ? (
                  <LockedFields name={name}>
                    <Body />
                  </LockedFields>
                ) : (
                  <Body />
                )}
              </Tabs.Content>
            ))}
          </Tabs.Root>
          {refusal !== null && (
            <div className={styles.refusal} role="alert">
              <Callout>
                <p>{explain(refusal).what}</p>
                <p>{explain(refusal).todo}</p>
              </Callout>
            </div>
          )}
          <DialogFoot>
            <Button onClick={close}>Cancel</Button>
            <Button look="primary" type="submit" disabled={wrong.size > 0 || form.formState.isSubmitting}>
              Save
            </Button>
          </DialogFoot>
        </form>
      </FormProvider>
    </Dialog>
  );
}
