import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import type { Source } from "../../../electron/contract/collection";
import type { KindSettings } from "../../../electron/contract/filter";
import { addSource, newSource, referenceSource } from "../../store/edits/sources";
import { mayStand } from "../../store/edits/nesting";
import { askPermission } from "../../store/permissions";
import { editedScene } from "../../store/program";
import { useStudio } from "../../store/studio";
import type { SourceKind } from "../../sources/kind";
import { sourceKind, sourceKinds } from "../../sources/kinds";
import { Button } from "../controls/Button";
import { Dialog, DialogBody, DialogFoot } from "../controls/Dialog";
import { iconOf } from "../icons";
import styles from "./AddSourceDialog.module.css";
import { DeviceTiles, deviceField } from "./DeviceTiles";
import { Tile } from "./Tile";

/** A new source of any kind, or one more appearance of one that is there. */
export function AddSourceDialog() {
  const close = useStudio((state) => state.close);
  const sources = useStudio((state) => state.collection?.sources ?? none);
  const [chosen, setChosen] = useState<SourceKind | null>(null);
  const device = chosen === null ? null : deviceField(chosen);

  const choose = (kind: SourceKind): void => {
    if (kind.kind === "camera") void askPermission("camera");
    if (deviceField(kind) === null) add(kind);
    else setChosen(kind);
  };

  if (chosen !== null && device !== null) {
    return (
      <Dialog title={`Add a ${chosen.name.toLowerCase()}`} description="It goes on top of the scene." width={760} onClose={close}>
        <DialogBody>
          <DeviceTiles
            field={device}
            onChoose={(settings, name) => {
              add(chosen, settings, name);
            }}
          />
        </DialogBody>
        <DialogFoot
          start={
            <Button
              look="quiet"
              onClick={() => {
                setChosen(null);
              }}
            >
              <ArrowLeft size={14} aria-hidden />
              Back
            </Button>
          }
        >
          <Button onClick={close}>Cancel</Button>
        </DialogFoot>
      </Dialog>
    );
  }
  return (
    <Dialog title="Add a source" description="It goes on top of the scene." width={760} onClose={close}>
      <DialogBody>
        <section aria-label="New">
          <ul className={styles.tiles}>
            {sourceKinds.map((kind) => (
              <Tile
                key={kind.kind}
                name={kind.name}
                icon={iconOf(kind.icon)}
                onPress={() => {
                  choose(kind);
                }}
              />
            ))}
          </ul>
        </section>
        {sources.length > 0 && (
          <section>
            <h3 className={styles.heading}>Already in this collection</h3>
            <p className={styles.none}>The same source may stand in many scenes: it is opened once, and what you change shows everywhere.</p>
            <ul className={styles.tiles}>
              {sources.map((source) => (
                <Existing key={source.id} source={source} />
              ))}
            </ul>
          </section>
        )}
      </DialogBody>
      <DialogFoot>
        <Button onClick={close}>Cancel</Button>
      </DialogFoot>
    </Dialog>
  );
}

const none: readonly Source[] = [];

function Existing({ source }: { readonly source: Source }) {
  const places = useStudio(({ collection }) =>
    (collection?.scenes ?? []).flatMap(({ name, items }) => (items.some((item) => item.source === source.id) ? [name] : [])).join(", "),
  );
  const allowed = useStudio((state) => {
    const scene = editedScene(state);
    return scene !== null && state.collection !== null && mayStand(state.collection, scene, source);
  });
  const { close, edit, select } = useStudio.getState();
  const kind = sourceKind(source.kind);
  return (
    <Tile
      name={source.name}
      icon={iconOf(kind?.icon)}
      note={allowed ? `In ${places}` : "A scene cannot show itself"}
      disabled={!allowed}
      onPress={() => {
        const scene = editedScene(useStudio.getState());
        const item = crypto.randomUUID();
        close();
        if (scene !== null && edit(referenceSource(scene, source.id, kind ?? { placed: "fill" }, item))) select([item]);
      }}
    />
  );
}

/** Adds it on top of the edited scene, selected, and shows what can be set where a person must say what it is. */
function add(kind: SourceKind, settings: KindSettings = {}, name = kind.name): void {
  const { close, open, edit, select } = useStudio.getState();
  const scene = editedScene(useStudio.getState());
  const source = newSource(kind, settings, name);
  const item = crypto.randomUUID();
  close();
  if (scene === null || !edit(addSource(scene, source, kind, item))) return;
  select([item]);
  if (kind.fields.length > 0 && deviceField(kind) === null) open({ kind: "properties", source: source.id });
}
