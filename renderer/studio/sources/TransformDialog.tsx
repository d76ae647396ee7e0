import type { z } from "zod";
import type { KindSettings } from "../../../electron/contract/filter";
import type { SceneItem } from "../../../electron/contract/scene";
import type { Size } from "../../stage/fit";
import { changeItems, itemName } from "../../store/edits/items";
import { sceneOf } from "../../store/edits/scenes";
import { editedScene } from "../../store/program";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { DialogBody, DialogFoot } from "../controls/Dialog";
import { Floating } from "../controls/Floating";
import { FieldsEditor } from "../fields/FieldsEditor";
import { unknownSize, useSizeOf } from "../stage/sizes";
import styles from "./TransformDialog.module.css";
import { cropFields, figuresOf, type ItemFigures, ItemForm, lookFields, placeFields, withFigures } from "./transformFigures";

/** Place, size and look of the selected item, in figures. */
export function TransformDialog() {
  const { close } = useStudio.getState();
  const scene = useStudio(editedScene);
  const item = useStudio(({ collection, selection }) =>
    collection === null || scene === null ? undefined : sceneOf(collection, scene)?.items.find(({ id }) => selection.includes(id)),
  );
  const name = useStudio(({ collection }) => (collection === null || item === undefined ? "Place and size" : itemName(collection, item)));
  return (
    <Floating id="transform" title={name} description="Place, size and look, in px of the canvas" width={464} height={520} onClose={close}>
      <DialogBody>{scene === null || item === undefined ? <p>Select something in the scene.</p> : <Figures key={item.id} scene={scene} item={item} />}</DialogBody>
      <DialogFoot>
        <Button look="primary" onClick={close}>
          Done
        </Button>
      </DialogFoot>
    </Floating>
  );
}

const canvasless: Size = { width: 1280, height: 720 };

function Figures({ scene, item }: { readonly scene: string; readonly item: SceneItem }) {
  const { edit } = useStudio.getState();
  const canvas = useStudio(({ collection }) => collection?.canvas ?? canvasless);
  const known = useSizeOf(item.source);
  const size = known ?? unknownSize(canvas);
  const figures = figuresOf(item, size);
  if (item.locked) return <p>It is locked. Unlock it to move it.</p>;
  if (figures === null) return <p>Nothing of it is left to be seen: undo its crop first.</p>;
  const change = (part: KindSettings): void => {
    const edited = changeItems(scene, [item.id], "Transform", (one) => withFigures(one, size, part));
    edit(edited, `figures ${item.id} ${Object.keys(part).join()}`);
  };
  return (
    <div className={styles.columns}>
      <Column fields={placeFields} figures={figures} onChange={change} />
      {/* What shows nothing has no px to cut off. */}
      <Column fields={known === null ? lookFields : [...cropFields, ...lookFields]} figures={figures} onChange={change} />
    </div>
  );
}

interface ColumnProps {
  readonly fields: typeof placeFields;
  readonly figures: ItemFigures;
  readonly onChange: (part: KindSettings) => void;
}

function Column({ fields, figures, onChange }: ColumnProps) {
  // The editor checks what it hands out by parsing.
  const schema = ItemForm as unknown as z.ZodType<KindSettings>;
  return <FieldsEditor fields={fields} schema={schema} settings={figures} owner={null} onChange={onChange} />;
}
