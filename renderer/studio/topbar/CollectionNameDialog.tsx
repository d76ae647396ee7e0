import { useState } from "react";
import { CollectionName } from "../../../electron/contract/collection";
import type { Problem } from "../../../electron/contract/problem";
import { explain } from "../../../electron/contract/words";
import { createCollection, duplicateCollection, renameCollection } from "../../store/collections";
import { freeName } from "../../store/edits/edit";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Dialog, DialogBody, DialogFoot } from "../controls/Dialog";
import { Field } from "../controls/Field";
import { Input } from "../controls/Input";

type Deed = "create" | "rename" | "duplicate";

interface Work {
  readonly title: string;
  readonly description: string;
  readonly button: string;
  readonly run: (from: string, to: string) => Promise<Problem | null>;
}

const works: Record<Deed, Work> = {
  create: {
    title: "New scene collection",
    description: "It begins with one empty scene. The one that is open now is kept.",
    button: "Create",
    run: (_from, to) => createCollection(to),
  },
  rename: { title: "Rename the scene collection", description: "Its scenes stay as they are.", button: "Rename", run: renameCollection },
  duplicate: { title: "Duplicate the scene collection", description: "The copy is opened.", button: "Duplicate", run: duplicateCollection },
};

/** Asks for the name of a scene collection. */
export function CollectionNameDialog({ deed }: { readonly deed: Deed }) {
  const { close } = useStudio.getState();
  const current = useStudio((state) => state.collection?.name ?? "");
  const names = useStudio((state) => state.collections);
  const [name, setName] = useState(() => {
    const taken = names.map((one) => ({ name: one }));
    return deed === "rename" ? current : freeName(deed === "create" ? "Scenes" : current, taken);
  });
  const [refused, setRefused] = useState<Problem | null>(null);
  const work = works[deed];
  const error = refused !== null ? explain(refused).what : errorOf(name, deed === "rename" ? names.filter((one) => one !== current) : names);
  const submit = async (): Promise<void> => {
    const problem = await work.run(current, name.trim());
    if (problem === null) close();
    else setRefused(problem);
  };
  return (
    <Dialog title={work.title} description={work.description} width={440} onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (error === undefined) void submit();
        }}
      >
        <DialogBody>
          <Field label="Name" error={error}>
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={60}
                onChange={({ target }) => {
                  setRefused(null);
                  setName(target.value);
                }}
                onFocus={({ target }) => {
                  target.select();
                }}
              />
            )}
          </Field>
        </DialogBody>
        <DialogFoot>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit" disabled={error !== undefined}>
            {work.button}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function errorOf(name: string, taken: readonly string[]): string | undefined {
  if (name.trim() === "") return "Give it a name.";
  if (!CollectionName.safeParse(name).success) return "A name has no / \\ : * ? \" < > | in it, and does not begin with a dot.";
  return taken.some((one) => one.toLowerCase() === name.trim().toLowerCase()) ? "There is one of this name." : undefined;
}
