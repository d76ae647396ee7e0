import { AppWindow, Monitor, RefreshCw } from "lucide-react";
import { useEffect } from "react";
import { problemOf } from "../../../electron/contract/problem";
import { call } from "../../store/bridge";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Callout } from "../controls/Callout";
import styles from "./TargetTiles.module.css";

/** Lists screens and windows anew; their thumbnails cost, so only when asked. */
async function listTargets(): Promise<void> {
  try {
    useStudio.setState({ targets: await call("capture.targets", undefined) });
  } catch (thrown) {
    useStudio.getState().notify(problemOf(thrown));
  }
}

const nothing = { screen: "No screen can be captured here.", window: "No other window is open." } as const;

interface Props {
  readonly kind: "screen" | "window";
  /** The id of the chosen one, "" for none; absent where a press chooses once and for all. */
  readonly chosen?: string;
  readonly onChoose: (id: string, label: string) => void;
}

/** The screens or windows there are, with a look at each. */
export function TargetTiles({ kind, chosen, onChoose }: Props) {
  const targets = useStudio((state) => state.targets);
  const denied = useStudio((state) => state.permissions.screen === "denied");
  useEffect(() => void listTargets(), []);

  const offered = targets?.filter((target) => target.kind === kind) ?? [];
  const Icon = kind === "screen" ? Monitor : AppWindow;
  return (
    <>
      {denied && (
        <Callout>
          <p>The system does not let Tallylight see screens and windows.</p>
          <Button onClick={() => void call("permissions.openSettings", "screen")}>Open system settings</Button>
        </Callout>
      )}
      {offered.length === 0 && <p className={styles.none}>{targets === null ? "Looking…" : nothing[kind]}</p>}
      <ul className={styles.tiles}>
        {offered.map(({ sourceId, label, thumbnail }) => (
          <li key={sourceId}>
            <button
              type="button"
              className={styles.tile}
              aria-pressed={chosen === undefined ? undefined : sourceId === chosen}
              onClick={() => {
                onChoose(sourceId, label);
              }}
            >
              <span className={styles.thumbnail}>{thumbnail === "" ? <Icon size={24} aria-hidden /> : <img src={thumbnail} alt="" />}</span>
              <span className={styles.name} title={label}>
                {label}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button look="quiet" className={styles.again} onClick={() => void listTargets()}>
        <RefreshCw size={14} aria-hidden />
        Look again
      </Button>
    </>
  );
}
