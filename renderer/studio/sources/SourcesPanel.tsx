import clsx from "clsx";
import { ImagePlus, Monitor } from "lucide-react";
import type { VideoSource } from "../../../electron/contract/source";
import { explain } from "../../../electron/contract/words";
import { chosenPicture, chosenState, pickPicture, pictureName, samePicture } from "../../store/sources";
import { useStudio } from "../../store/studio";
import type { SourceState } from "../../sources/kind";
import { askPermission } from "../../store/permissions";
import { Button, IconButton } from "../controls/Button";
import { Panel } from "../controls/Panel";
import { useRows } from "../controls/rows";
import { pictureIcons } from "./pictureIcons";
import styles from "./SourcesPanel.module.css";

function keyOf(source: VideoSource): string {
  if (source.kind === "test") return "test";
  return `${source.kind}:${source.kind === "camera" ? source.deviceId : source.sourceId}`;
}

/** What fills the picture, and what else is one press away. */
export function SourcesPanel() {
  const chosen = useStudio(chosenPicture);
  const cameras = useStudio((state) => state.cameras);
  const open = useStudio((state) => state.open);
  const picture = useStudio(chosenState);

  const offered: VideoSource[] = [
    { kind: "test" },
    ...cameras.map(({ deviceId, label }): VideoSource => ({ kind: "camera", deviceId, label })),
  ];
  const sources =
    chosen === null || offered.some((s) => samePicture(s, chosen)) ? offered : [chosen, ...offered];
  const choose = () => {
    open({ kind: "picture" });
  };
  const rows = useRows(sources.map(keyOf), {
    onPick: (key) => {
      const picked = sources.find((s) => keyOf(s) === key);
      if (picked !== undefined) void pick(picked);
    },
  });

  return (
    <Panel
      title="Picture"
      aside={
        <IconButton label="Choose what to show" shortcut="picture" onClick={choose}>
          <ImagePlus size={16} aria-hidden />
        </IconButton>
      }
    >
      <ul className={styles.list} role="listbox" aria-label="Picture sources" {...rows.list}>
        {sources.map((source) => (
          <SourceRow
            key={keyOf(source)}
            source={source}
            state={samePicture(source, chosen) ? picture : null}
            chosen={samePicture(source, chosen)}
            row={rows.row(keyOf(source))}
          />
        ))}
      </ul>
      <div className={styles.more}>
        <Button look="quiet" onClick={choose}>
          <Monitor size={16} aria-hidden />
          Screen or window…
        </Button>
        {cameras.length === 0 && <p className={styles.teach}>No camera found. Connect one and it appears here by itself.</p>}
      </div>
    </Panel>
  );
}

async function pick(source: VideoSource): Promise<void> {
  if (source.kind === "camera") await askPermission("camera");
  pickPicture(source);
}

interface RowProps {
  readonly source: VideoSource;
  readonly chosen: boolean;
  readonly state: SourceState | null;
  readonly row: object;
}

function SourceRow({ source, chosen, state, row }: RowProps) {
  const Icon = pictureIcons[source.kind];
  const failing = state !== null && (state.phase === "lost" || state.phase === "failed");
  return (
    <li
      role="option"
      aria-selected={chosen}
      className={clsx(styles.row, chosen && styles.chosen, failing && styles.failing)}
      onClick={() => void pick(source)}
      {...row}
    >
      <Icon size={16} aria-hidden />
      <span className={styles.words}>
        <span className={styles.label} title={pictureName(source)}>
          {pictureName(source)}
        </span>
        {state !== null && <span className={styles.state}>{stateText(state)}</span>}
      </span>
    </li>
  );
}

function stateText({ phase, problem, width, height, fps }: SourceState): string {
  if (phase === "starting") return "Starting…";
  if (phase === "showing") return width === 0 ? "In the picture" : `${width}×${height}${fps > 0 ? ` · ${Math.round(fps)} fps` : ""}`;
  if (problem !== null) return explain(problem).what;
  return phase === "lost" ? "Lost" : "Failed";
}
