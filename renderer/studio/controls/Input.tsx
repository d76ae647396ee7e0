import clsx from "clsx";
import { ChevronDown, Eye, EyeOff } from "lucide-react";
import { useState, type ComponentProps, type ReactNode } from "react";
import { IconButton } from "./Button";
import styles from "./Input.module.css";

interface InputProps extends ComponentProps<"input"> {
  /** Shown behind the value. */
  readonly unit?: string;
}

export function Input({ unit, className, ...rest }: InputProps) {
  const input = <input className={clsx(styles.input, className)} autoComplete="off" spellCheck={false} {...rest} />;
  if (unit === undefined) return input;
  return (
    <span className={styles.measured}>
      {input}
      <span className={styles.unit}>{unit}</span>
    </span>
  );
}

/** For what opens a door: hidden while typed, unless asked to show it. */
export function SecretInput(props: ComponentProps<"input">) {
  const [shown, setShown] = useState(false);
  return (
    <span className={styles.secret}>
      <input {...props} type={shown ? "text" : "password"} className={styles.input} autoComplete="off" spellCheck={false} />
      <IconButton
        label={shown ? "Hide" : "Show"}
        aria-pressed={shown}
        className={styles.reveal}
        onClick={() => {
          setShown(!shown);
        }}
      >
        {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
      </IconButton>
    </span>
  );
}

export function Select({ children, ...rest }: ComponentProps<"select"> & { readonly children: ReactNode }) {
  return (
    <span className={styles.select}>
      <select className={styles.input} {...rest}>
        {children}
      </select>
      <ChevronDown size={16} aria-hidden />
    </span>
  );
}
