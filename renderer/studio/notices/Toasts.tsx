import { X } from "lucide-react";
import { Toast } from "radix-ui";
import { useStudio } from "../../store/studio";
import { Button, IconButton } from "../controls/Button";
import styles from "./Toasts.module.css";

/** How long a toast stays, in ms: long enough to read it and reach Undo. */
const STAY = 8000;

/** Things that pass by, at the bottom of the window; F8 brings the keyboard to them. */
export function Toasts() {
  const toasts = useStudio((state) => state.toasts);
  const closeToast = useStudio((state) => state.closeToast);
  const undoToast = useStudio((state) => state.undoToast);
  return (
    <Toast.Provider duration={STAY} swipeDirection="right">
      {toasts.map(({ id, text, detail, undo, action }) => (
        <Toast.Root
          key={id}
          className={styles.toast}
          onOpenChange={(open) => {
            if (!open) closeToast(id);
          }}
        >
          <div className={styles.words}>
            <Toast.Title className={styles.text}>{text}</Toast.Title>
            {detail !== undefined && <Toast.Description className={styles.detail}>{detail}</Toast.Description>}
          </div>
          {undo !== undefined && (
            <Toast.Action asChild altText="Undo it in the list it was removed from">
              <Button
                onClick={() => {
                  undoToast(id);
                }}
              >
                Undo
              </Button>
            </Toast.Action>
          )}
          {action !== undefined && (
            <Toast.Action asChild altText={action.label}>
              <Button onClick={action.run}>{action.label}</Button>
            </Toast.Action>
          )}
          <Toast.Close asChild>
            <IconButton label="Put away">
              <X size={16} aria-hidden />
            </IconButton>
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className={styles.viewport} />
    </Toast.Provider>
  );
}
