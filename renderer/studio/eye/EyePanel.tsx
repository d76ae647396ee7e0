import { Eye } from "lucide-react";
import { call } from "../../store/bridge";
import { toggleRehearsal } from "../../store/broadcast";
import { useStudio } from "../../store/studio";
import { ViewersEye } from "../../viewer/ViewersEye";
import { Button } from "../controls/Button";
import { Empty, Panel } from "../controls/Panel";
import styles from "./EyePanel.module.css";

/** What viewers really get, played from the encoded stream itself. */
export function EyePanel() {
  const url = useStudio(({ status, shown }) => (shown === false ? null : (status?.preview.url ?? null)));
  const starting = useStudio((state) => (state.status?.encoder.phase ?? "off") !== "off");
  const toast = useStudio((state) => state.toast);
  return (
    <Panel title="Viewer's eye" className={styles.eye}>
      {url !== null ? (
        <ViewersEye
          url={url}
          onCopyLink={() => {
            void call("preview.copyLink", undefined);
            toast({ text: "Link copied", detail: "It opens in VLC, ffplay or a browser on this computer." });
          }}
        />
      ) : starting ? (
        <Empty title="Waiting for the first pictures…">{null}</Empty>
      ) : (
        <Empty title="See what viewers really get">
          <p>Here plays the encoded stream itself, with its delay, sharpness and sound. A rehearsal shows it before you go live; nothing leaves this computer.</p>
          <Button shortcut="rehearse" onClick={() => void toggleRehearsal()}>
            <Eye size={16} aria-hidden />
            Rehearse
          </Button>
        </Empty>
      )}
    </Panel>
  );
}
