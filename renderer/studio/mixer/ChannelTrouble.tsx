import { explain } from "../../../electron/contract/words";
import { call } from "../../store/bridge";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import styles from "./ChannelStrip.module.css";

/** Why a channel has no level, and what can be done. */
export function ChannelTrouble({ id }: { readonly id: string }) {
  const state = useStudio((s) => s.channels.get(id));
  if (state === undefined || state.phase === "on") return null;
  if (state.phase === "starting") return <span className={styles.starting}>Starting…</span>;
  const words = state.problem === null ? { what: "No sound arrives.", todo: "" } : explain(state.problem);
  return (
    <>
      <span className={styles.trouble} role="alert" title={`${words.what} ${words.todo}`}>
        {words.what}
      </span>
      {state.problem?.code === "permission-denied" && (
        <Button look="quiet" className={styles.inline} onClick={() => void call("permissions.openSettings", "microphone")}>
          Open system settings
        </Button>
      )}
    </>
  );
}
