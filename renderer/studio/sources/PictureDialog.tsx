import { RefreshCw } from "lucide-react";
import { useEffect } from "react";
import type { VideoSource } from "../../../electron/contract/source";
import { problemOf } from "../../../electron/contract/problem";
import { call } from "../../store/bridge";
import { askPermission } from "../../store/permissions";
import { chosenPicture, pickPicture, pictureName, samePicture } from "../../store/sources";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Callout } from "../controls/Callout";
import { Dialog, DialogBody, DialogFoot } from "../controls/Dialog";
import styles from "./PictureDialog.module.css";
import { pictureIcons } from "./pictureIcons";

/** Lists screens and windows anew; their thumbnails cost, so only when asked. */
async function listTargets(): Promise<void> {
  try {
    useStudio.setState({ targets: await call("capture.targets", undefined) });
  } catch (thrown) {
    useStudio.getState().notify(problemOf(thrown));
  }
}

/** Everything that can fill the picture, with a look at it. */
export function PictureDialog() {
  const close = useStudio((state) => state.close);
  const cameras = useStudio((state) => state.cameras);
  const targets = useStudio((state) => state.targets);
  const screenDenied = useStudio((state) => state.permissions.screen === "denied");

  useEffect(() => {
    void listTargets();
  }, []);

  const screens = targets?.filter((t) => t.kind === "screen") ?? [];
  const windows = targets?.filter((t) => t.kind === "window") ?? [];

  return (
    <Dialog title="Choose the picture" description="It fills the whole frame and changes at once, on air too." width={760} onClose={close}>
      <DialogBody>
        <section aria-label="Test pattern and cameras">
          <ul className={styles.tiles}>
            <Tile source={{ kind: "test" }} note="Works without any device" />
            {cameras.map(({ deviceId, label }) => (
              <Tile key={deviceId} source={{ kind: "camera", deviceId, label }} />
            ))}
          </ul>
        </section>
        {screenDenied && (
          <Callout>
            <p>The system does not let Tallylight see screens and windows.</p>
            <Button onClick={() => void call("permissions.openSettings", "screen")}>Open system settings</Button>
          </Callout>
        )}
        <section>
          <h3 className={styles.heading}>Screens</h3>
          {targets !== null && screens.length === 0 && <p className={styles.none}>No screen can be captured here.</p>}
          <ul className={styles.tiles}>
            {screens.map((t) => (
              <Tile key={t.sourceId} source={{ kind: "screen", sourceId: t.sourceId, label: t.label }} thumbnail={t.thumbnail} />
            ))}
          </ul>
        </section>
        <section>
          <h3 className={styles.heading}>Windows</h3>
          {targets === null && <p className={styles.none}>Looking…</p>}
          {targets !== null && windows.length === 0 && <p className={styles.none}>No other window is open.</p>}
          <ul className={styles.tiles}>
            {windows.map((t) => (
              <Tile key={t.sourceId} source={{ kind: "window", sourceId: t.sourceId, label: t.label }} thumbnail={t.thumbnail} />
            ))}
          </ul>
        </section>
      </DialogBody>
      <DialogFoot
        start={
          <Button look="quiet" onClick={() => void listTargets()}>
            <RefreshCw size={14} aria-hidden />
            Look again
          </Button>
        }
      >
        <Button onClick={close}>Cancel</Button>
      </DialogFoot>
    </Dialog>
  );
}

interface TileProps {
  readonly source: VideoSource;
  readonly thumbnail?: string;
  readonly note?: string;
}

function Tile({ source, thumbnail = "", note }: TileProps) {
  const chosen = useStudio((state) => samePicture(chosenPicture(state), source));
  const close = useStudio((state) => state.close);
  const Icon = pictureIcons[source.kind];
  const name = pictureName(source);
  return (
    <li>
      <button
        type="button"
        className={styles.tile}
        aria-pressed={chosen}
        onClick={() => {
          close();
          void (source.kind === "camera" ? askPermission("camera") : Promise.resolve()).then(() => {
            pickPicture(source);
          });
        }}
      >
        <span className={styles.thumbnail}>
          {thumbnail === "" ? <Icon size={24} aria-hidden /> : <img src={thumbnail} alt="" />}
        </span>
        <span className={styles.name} title={name}>
          {name}
        </span>
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </button>
    </li>
  );
}
