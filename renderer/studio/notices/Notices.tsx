import { CircleAlert, X } from "lucide-react";
import { explain } from "../../../electron/contract/words";
import { useStudio } from "../../store/studio";
import { IconButton } from "../controls/Button";
import styles from "./Notices.module.css";

/** Problems that last, until they are put away. */
export function Notices() {
  const notices = useStudio((state) => state.notices);
  const dismiss = useStudio((state) => state.dismissNotice);
  if (notices.length === 0) return null;
  return (
    <ul className={styles.notices} aria-label="Notices">
      {notices.map((problem) => {
        const { what, todo } = explain(problem);
        return (
          <li key={`${problem.code} ${problem.subject ?? ""}`} className={styles.notice} role="alert">
            <CircleAlert size={16} aria-hidden />
            <p className={styles.words} title={problem.detail}>
              <strong>{what}</strong> {todo}
            </p>
            <IconButton
              label="Put away"
              onClick={() => {
                dismiss(problem);
              }}
            >
              <X size={16} aria-hidden />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
}
