import type { ReactNode } from "react";
import { explain } from "../../../electron/contract/words";
import { isEncoding } from "../../store/air";
import { useStudio } from "../../store/studio";
import { Callout } from "../controls/Callout";
import styles from "./SettingsDialog.module.css";

interface Props {
  readonly name: string;
  readonly children: ReactNode;
}

/** Fields that cannot change while the encoder runs, and say so then. */
export function LockedFields({ name, children }: Props) {
  const locked = useStudio((state) => isEncoding(state.status));
  const { what, todo } = explain({ code: "locked-while-encoding" });
  return (
    <>
      {locked && (
        <Callout>
          <p>{what}</p>
          <p>{todo}</p>
        </Callout>
      )}
      <fieldset className={styles.fields} disabled={locked}>
        <legend className={styles.legend}>{name}</legend>
        {children}
      </fieldset>
    </>
  );
}
