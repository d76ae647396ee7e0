import { useEffect } from "react";
import { setSource } from "../../store/edits/sources";
import { useStudio } from "../../store/studio";
import { sourceKind } from "../../sources/kinds";
import { Button } from "../controls/Button";
import { Callout } from "../controls/Callout";
import { DialogBody, DialogFoot } from "../controls/Dialog";
import { Floating } from "../controls/Floating";
import { FieldsEditor } from "../fields/FieldsEditor";
import { MediaControls } from "./MediaControls";
import { troubleOf } from "./sourceState";

/** What a source shows, changed as it is set. */
export function PropertiesDialog({ id }: { readonly id: string }) {
  const { close, edit, open } = useStudio.getState();
  const source = useStudio((state) => state.collection?.sources.find((one) => one.id === id));
  const kind = source === undefined ? null : sourceKind(source.kind);
  const gone = source === undefined;
  useEffect(() => {
    if (gone) close();
  }, [gone, close]);
  if (gone) return null;
  return (
    <Floating
      id="properties"
      title={source.name}
      description={`${kind?.name ?? "Unknown kind"} · changes show at once, on air too`}
      width={464}
      height={520}
      onClose={close}
    >
      <DialogBody>
        <Trouble id={id} />
        <MediaControls source={id} />
        {kind === null ? (
          <p>This version does not know sources of the kind “{source.kind}”. It is kept as it is.</p>
        ) : (
          <FieldsEditor
            fields={kind.fields}
            schema={kind.settings}
            settings={source.settings}
            owner={{ source: id }}
            onChange={(change) => edit(setSource(id, change), `properties ${id} ${Object.keys(change).join()}`)}
          />
        )}
      </DialogBody>
      <DialogFoot
        start={
          <Button
            look="quiet"
            onClick={() => {
              open({ kind: "filters", owner: { source: id } });
            }}
          >
            Filters…
          </Button>
        }
      >
        <Button look="primary" onClick={close}>
          Done
        </Button>
      </DialogFoot>
    </Floating>
  );
}

function Trouble({ id }: { readonly id: string }) {
  const source = useStudio((state) => state.collection?.sources.find((one) => one.id === id));
  const state = useStudio(({ sources }) => sources.get(id));
  const trouble = source === undefined ? null : troubleOf(source.name, state);
  if (trouble === null) return null;
  return (
    <Callout>
      <p>
        <strong>{trouble.what}</strong> {trouble.todo}
      </p>
    </Callout>
  );
}
