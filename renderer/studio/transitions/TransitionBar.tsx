import { Columns2, SlidersHorizontal } from "lucide-react";
import { Popover } from "radix-ui";
import { setTransition } from "../../store/edits/transitions";
import { useStudio } from "../../store/studio";
import { setStudioMode, take } from "../../store/switching";
import type { Transition, TransitionKind } from "../../../electron/contract/scene";
import { Button, IconButton } from "../controls/Button";
import { Select } from "../controls/Input";
import { DurationInput } from "./DurationInput";
import { TBar } from "./TBar";
import styles from "./TransitionBar.module.css";
import { TransitionFields } from "./TransitionFields";
import { changed, detailFields, hasDetails, isTimed, transitionNames } from "./transitionForm";

const cut: Transition = { kind: "cut" };

/** How scenes give way to each other, and in studio mode the deed itself. */
export function TransitionBar() {
  const transition = useStudio((state) => state.collection?.transition ?? cut);
  const studioMode = useStudio((state) => state.prepared !== null);
  const same = useStudio(({ prepared, collection }) => prepared !== null && prepared === collection?.program);
  const { edit } = useStudio.getState();
  const change = (part: Parameters<typeof changed>[1]): void => {
    const next = changed(transition, part);
    if (next !== null) edit(setTransition(next), "transition");
  };
  return (
    <div className={styles.bar} role="group" aria-label="Transition">
      <div className={styles.way}>
        <Select
          aria-label="Transition"
          value={transition.kind}
          onChange={({ target }) => {
            change({ kind: target.value });
          }}
        >
          {(Object.keys(transitionNames) as TransitionKind[]).map((kind) => (
            <option key={kind} value={kind}>
              {transitionNames[kind]}
            </option>
          ))}
        </Select>
      </div>
      {isTimed(transition.kind) && "duration" in transition && (
        <DurationInput
          value={transition.duration}
          onChange={(duration) => {
            change({ duration });
          }}
        />
      )}
      {hasDetails(transition.kind) && (
        <Popover.Root>
          <Popover.Trigger asChild>
            <span>
              <IconButton label={`Settings of ${transitionNames[transition.kind]}`}>
                <SlidersHorizontal size={16} aria-hidden />
              </IconButton>
            </span>
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content className={styles.details} side="top" sideOffset={6} collisionPadding={8} aria-label="Transition settings">
              <TransitionFields transition={transition} fields={detailFields} onChange={change} />
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      )}
      {studioMode && (
        <div className={styles.take}>
          <TBar disabled={same} />
          <Button
            look="primary"
            shortcut="take"
            tip={same ? "What is prepared is on the program already" : "Bring what is prepared on the program"}
            disabled={same}
            onClick={() => {
              take();
            }}
          >
            Take
          </Button>
        </div>
      )}
      <Button
        className={styles.mode}
        aria-pressed={studioMode}
        shortcut="studioMode"
        tip="Prepare a scene beside the program before viewers see it"
        onClick={() => {
          setStudioMode(!studioMode);
        }}
      >
        <Columns2 size={16} aria-hidden />
        Studio mode
      </Button>
    </div>
  );
}
