import { sceneOf } from "../../store/edits/scenes";
import { setSceneTransition } from "../../store/edits/transitions";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Dialog, DialogBody, DialogFoot } from "../controls/Dialog";
import { Field } from "../controls/Field";
import { Select } from "../controls/Input";
import { TransitionFields } from "./TransitionFields";
import { changed, detailFields, durationField, transitionNames } from "./transitionForm";
import type { TransitionKind } from "../../../electron/contract/scene";

/** How one scene comes on. */
export function SceneTransitionDialog({ id }: { readonly id: string }) {
  const { close, edit } = useStudio.getState();
  const scene = useStudio(({ collection }) => (collection === null ? undefined : sceneOf(collection, id)));
  const general = useStudio(({ collection }) => collection?.transition.kind ?? "cut");
  if (scene === undefined) return null;
  const { transition } = scene;
  const set = (change: Parameters<typeof changed>[1]): void => {
    const next = changed(transition ?? { kind: "cut" }, change);
    if (next !== null) edit(setSceneTransition(id, next), `transition ${id}`);
  };
  return (
    <Dialog title={`How ${scene.name} comes on`} description="Its own way goes before the one under the picture." width={480} onClose={close}>
      <DialogBody>
        <Field label="Transition">
          {(control) => (
            <Select
              {...control}
              value={transition?.kind ?? ""}
              onChange={({ target }) => {
                if (target.value === "") edit(setSceneTransition(id, null));
                else set({ kind: target.value });
              }}
            >
              <option value="">As all others ({transitionNames[general]})</option>
              {(Object.keys(transitionNames) as TransitionKind[]).map((kind) => (
                <option key={kind} value={kind}>
                  {transitionNames[kind]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {transition !== null && transition.kind !== "cut" && (
          <TransitionFields transition={transition} fields={[durationField, ...detailFields]} onChange={set} />
        )}
      </DialogBody>
      <DialogFoot>
        <Button look="primary" onClick={close}>
          Done
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
