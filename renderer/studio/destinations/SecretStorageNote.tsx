import { LockKeyhole } from "lucide-react";
import { useFormContext } from "react-hook-form";
import { explain } from "../../../electron/contract/words";
import { useStudio } from "../../store/studio";
import { Callout } from "../controls/Callout";
import type { DestinationFields } from "./destinationForm";
import styles from "./forms.module.css";

/** How the secrets typed here are kept; where that is not safe, the choice not to keep them. */
export function SecretStorageNote() {
  const storage = useStudio((state) => state.info?.secretStorage ?? "none");
  const { register } = useFormContext<DestinationFields>();
  if (storage === "keychain") {
    return (
      <p className={styles.kept}>
        <LockKeyhole size={14} aria-hidden /> Kept in this computer's keychain, and never shown again.
      </p>
    );
  }
  if (storage === "none") {
    return (
      <Callout>
        <p>Keys cannot be stored on this computer: this one is kept until Tallylight quits.</p>
      </Callout>
    );
  }
  return (
    <Callout>
      <p>{explain({ code: "keys-in-plain-text" }).what}</p>
      <label className={styles.choice}>
        <input type="checkbox" {...register("sessionOnly")} />
        Keep it for this session only
      </label>
    </Callout>
  );
}
