import clsx from "clsx";
import { Ellipsis, ExternalLink, Pencil, RotateCw, Trash2 } from "lucide-react";
import type { Destination } from "../../../electron/contract/destination";
import { services } from "../../../electron/contract/services";
import { explain } from "../../../electron/contract/words";
import { lacksKey } from "../../store/broadcast";
import { call } from "../../store/bridge";
import { switchDestination, removeDestination, retryDestination } from "../../store/destinations";
import { useStudio } from "../../store/studio";
import { Button, IconButton } from "../controls/Button";
import { Menu, MenuItem } from "../controls/Menu";
import { Toggle } from "../controls/Toggle";
import { StateWords } from "./StateWords";
import { destinationState, type Dot } from "./destinationState";
import styles from "./DestinationRow.module.css";

interface Props {
  readonly destination: Destination;
  readonly row: object;
}

/** One destination: its dot, its state in words, and what can be done about it. */
export function DestinationRow({ destination, row }: Props) {
  const { id, name, target } = destination;
  const open = useStudio((state) => state.open);
  const keyPage = target.protocol === "rtmp" ? services[target.service].keyPage : null;
  const edit = () => {
    open({ kind: "destination", id, goLive: false });
  };
  return (
    <li className={styles.row} aria-label={name} {...row}>
      <StateDot destination={destination} />
      <div className={styles.words}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <StateText destination={destination} />
      </div>
      <Toggle
        label={destination.enabled ? `Switch ${name} off` : `Switch ${name} on`}
        checked={destination.enabled}
        onChange={(enabled) => void switchDestination(destination, enabled)}
      />
      <Menu
        trigger={
          <IconButton label={`More for ${name}`}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil size={16} aria-hidden />} onSelect={edit}>
          Edit…
        </MenuItem>
        {keyPage !== null && (
          <MenuItem icon={<ExternalLink size={16} aria-hidden />} onSelect={() => void call("service.openKeyPage", keyPage)}>
            Open the key page
          </MenuItem>
        )}
        <MenuItem
          icon={<Trash2 size={16} aria-hidden />}
          onSelect={() => {
            removeDestination(id);
          }}
        >
          Remove
        </MenuItem>
      </Menu>
      <Reason destination={destination} keyPage={keyPage} onEdit={edit} />
    </li>
  );
}

function useDestinationState<T>(destination: Destination, pick: (state: ReturnType<typeof destinationState>) => T): T {
  return useStudio((state) => {
    const status = state.status?.destinations.find((d) => d.id === destination.id);
    const keyless = lacksKey(destination, state.secretsHeld[destination.id]);
    return pick(destinationState(destination, status, keyless, state.status?.at ?? 0));
  });
}

const dotWords: Record<Dot, string> = { off: "Off", ready: "Ready", busy: "Connecting", live: "Live", failing: "Failing" };

function StateDot({ destination }: { readonly destination: Destination }) {
  const dot = useDestinationState(destination, (state) => state.dot);
  return <span className={clsx(styles.dot, styles[dot])} role="img" aria-label={dotWords[dot]} />;
}

function StateText({ destination }: { readonly destination: Destination }) {
  const text = useDestinationState(destination, (state) => state.text);
  const note = useDestinationState(destination, (state) => state.note ?? "");
  return <StateWords text={text} note={note} />;
}

interface ReasonProps {
  readonly destination: Destination;
  readonly keyPage: string | null;
  readonly onEdit: () => void;
}

/** Why it does not deliver, what to do, and the shortest way to do it. */
function Reason({ destination, keyPage, onEdit }: ReasonProps) {
  const { id } = destination;
  const status = useStudio((state) => state.status?.destinations.find((d) => d.id === id));
  const keyless = useStudio((state) => lacksKey(destination, state.secretsHeld[id]));
  const problem = status?.problem ?? null;
  const idle = status === undefined || status.phase === "idle";
  if (idle || status.phase === "live" || problem === null) {
    if (!idle || !keyless) return null;
    return (
      <div className={styles.deeds}>
        <Button className={styles.small} onClick={onEdit}>
          Enter it
        </Button>
      </div>
    );
  }
  const { what, todo } = explain(problem);
  const keyRefused = problem.code === "key-refused" || problem.code === "key-missing";
  return (
    <div className={styles.reason} role="alert">
      <p className={styles.what}>{what}</p>
      <p className={styles.todo}>{todo}</p>
      <div className={styles.deeds}>
        {(status.phase === "reconnecting" || status.phase === "failed") && (
          <Button className={styles.small} onClick={() => void retryDestination(id)}>
            <RotateCw size={12} aria-hidden />
            Retry now
          </Button>
        )}
        {keyRefused && keyPage !== null && (
          <Button className={styles.small} onClick={() => void call("service.openKeyPage", keyPage)}>
            Open the key page
          </Button>
        )}
        <Button className={styles.small} onClick={onEdit}>
          Edit
        </Button>
      </div>
    </div>
  );
}
