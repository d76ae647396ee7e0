import { useEffect, useRef } from "react";
import { explain } from "../../../electron/contract/words";
import { isEncoding } from "../../store/air";
import { call } from "../../store/bridge";
import { chosenPicture, chosenState, pickPicture, pictureName } from "../../store/sources";
import { useStudio } from "../../store/studio";
import { useStage } from "../backstage";
import { Button } from "../controls/Button";
import { usePictureBox } from "./pictureBox";
import styles from "./StagePanel.module.css";

/** The program as it leaves the stage, and in its rectangle the reason when its source fails. */
export function StagePanel() {
  const stage = useStage();
  const video = useRef<HTMLVideoElement>(null);
  const format = useStudio((state) => state.settings?.video);
  const room = useRef<HTMLElement>(null);
  const box = usePictureBox(room, format === undefined ? 16 / 9 : format.width / format.height);
  const slate = useStudio(({ status }) => isEncoding(status) && (status?.program.slate ?? false));

  const shown = useStudio((state) => state.shown !== false);

  useEffect(() => (video.current === null || !shown ? undefined : stage.attachProgram(video.current)), [stage, shown]);

  return (
    <section ref={room} className={styles.stage} aria-label="Stage">
      <div className={styles.picture} style={box ?? { width: 0, height: 0 }}>
        <video ref={video} className={styles.video} aria-label="Program picture" muted playsInline disablePictureInPicture />
        <SourceTrouble />
        {slate && (
          <p className={styles.slate} role="status">
            Viewers see the slate: no picture arrives from the stage.
          </p>
        )}
      </div>
    </section>
  );
}

/** What is wrong with the source, over the placeholder it left, and what can be done. */
function SourceTrouble() {
  const picture = useStudio(chosenState);
  const chosen = useStudio(chosenPicture);
  const open = useStudio((state) => state.open);
  if (picture === null || chosen === null || picture.phase === "showing") return null;
  if (picture.phase === "starting") {
    return (
      <div className={styles.trouble} role="status">
        <p className={styles.dim}>Starting {pictureName(chosen)}…</p>
      </div>
    );
  }
  const denied = picture.problem?.code === "permission-denied" && chosen.kind !== "test";
  const words = picture.problem === null ? { what: `${pictureName(chosen)} gives no picture.`, todo: "" } : explain(picture.problem);
  return (
    <div className={styles.trouble} role="alert">
      <p className={styles.what}>{words.what}</p>
      <p className={styles.dim}>{words.todo}</p>
      <div className={styles.deeds}>
        {denied && (
          <Button
            look="primary"
            onClick={() => void call("permissions.openSettings", chosen.kind === "camera" ? "camera" : "screen")}
          >
            Open system settings
          </Button>
        )}
        {picture.phase === "failed" && (
          <Button
            onClick={() => {
              pickPicture(chosen);
            }}
          >
            Try again
          </Button>
        )}
        <Button
          onClick={() => {
            open({ kind: "picture" });
          }}
        >
          Choose another
        </Button>
      </div>
    </div>
  );
}
