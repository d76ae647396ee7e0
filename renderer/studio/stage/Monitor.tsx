import { type ReactNode, useEffect, useRef } from "react";
import { useStudio } from "../../store/studio";
import { useStage } from "../backstage";
import styles from "./StagePanel.module.css";
import { type PlacedBox, usePictureBox } from "./pictureBox";

/** Room around the picture for what stands over its edges, in CSS px. */
const MARGIN = 28;
/** The same where two pictures share it. */
const SMALL_MARGIN = 12;

interface Props {
  readonly picture: "program" | "prepared";
  /** What is written over it, in studio mode. */
  readonly label: ReactNode;
  readonly children: (box: PlacedBox) => ReactNode;
}

/** The program or the prepared scene, as large as its room allows. */
export function Monitor({ picture, label, children }: Props) {
  const stage = useStage();
  const video = useRef<HTMLVideoElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const format = useStudio((state) => state.settings?.video);
  const box = usePictureBox(room, label === null ? MARGIN : SMALL_MARGIN, format === undefined ? 16 / 9 : format.width / format.height);
  const shown = useStudio((state) => state.shown !== false);

  useEffect(() => {
    if (video.current === null || !shown) return;
    return picture === "program" ? stage.attachProgram(video.current) : stage.attachPrepared(video.current);
  }, [stage, shown, picture]);

  return (
    <div className={styles.monitor}>
      {label !== null && <p className={styles.label}>{label}</p>}
      <div ref={room} className={styles.room}>
        <div className={styles.picture} style={box ?? { width: 0, height: 0 }}>
          <video
            ref={video}
            className={styles.video}
            aria-label={picture === "program" ? "Program picture" : "Prepared picture"}
            muted
            playsInline
            disablePictureInPicture
          />
        </div>
        {box !== null && children(box)}
      </div>
    </div>
  );
}
