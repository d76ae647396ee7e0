import styles from "./DestinationRow.module.css";

/** A destination's state, and below it what else is worth knowing; whole in the tooltip where the row is too narrow. */
export function StateWords({ text, note }: { readonly text: string; readonly note: string }) {
  return (
    <>
      <span className={styles.state} title={text}>
        {text}
      </span>
      {note !== "" &&
        note.split("\n").map((line) => (
          <span key={line} className={styles.state} title={line}>
            {line}
          </span>
        ))}
    </>
  );
}
