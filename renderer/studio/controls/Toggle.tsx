import { Switch } from "radix-ui";
import { Tip } from "./Tip";
import styles from "./Toggle.module.css";

interface Props {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly id?: string;
}

/** An on/off switch. */
export function Toggle({ label, checked, onChange, id }: Props) {
  return (
    <Tip text={label}>
      {/* A span of its own: the tooltip's data-state must not replace the switch's. */}
      <span className={styles.holder}>
        <Switch.Root id={id} className={styles.track} aria-label={label} checked={checked} onCheckedChange={onChange}>
          <Switch.Thumb className={styles.thumb} />
        </Switch.Root>
      </span>
    </Tip>
  );
}
