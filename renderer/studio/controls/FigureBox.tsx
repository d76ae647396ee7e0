import { useState, type ComponentProps, type KeyboardEvent } from "react";
import { focusWhole, selectWhole } from "./focusWhole";
import { Input } from "./Input";
import { figureText, limitsText, readFigure, stepped, type Limits } from "./figure";

interface Props extends Pick<ComponentProps<"input">, "id" | "className" | "aria-label" | "aria-describedby"> {
  readonly limits: Limits;
  readonly value: number;
  /** How the value is written where that is not its digits, such as "−∞". */
  readonly written?: string;
  /** Only with what is within the limits, as it is typed. */
  readonly onChange: (value: number) => void;
  /** Whether what stands there may not be. */
  readonly onWrong?: (wrong: boolean) => void;
}

/**
 * A number that is typed, or stepped by the arrow keys (with Shift ten at a time). Left with something that may not be, it
 * is again what it was.
 */
export function FigureBox({ limits, value, written, onChange, onWrong, ...rest }: Props) {
  const { min, max, step, unit } = limits;
  const [draft, setDraft] = useState<string | null>(null);
  const typed = draft === null ? value : readFigure(draft, limits);
  // Undone meanwhile, or moved by a slider: the draft is of the past.
  const shown = draft !== null && (typed === null || typed === value) ? draft : (written ?? figureText(value, step));
  const wrong = draft !== null && typed === null;

  const type = (text: string | null): void => {
    setDraft(text);
    const read = text === null ? value : readFigure(text, limits);
    onWrong?.(read === null);
    if (read !== null && read !== value) onChange(read);
  };
  const pressed = (event: KeyboardEvent): void => {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (event.key === "Enter") type(null);
    if (steps === undefined) return;
    event.preventDefault();
    setDraft(null);
    onWrong?.(false);
    onChange(stepped(value, limits, event.shiftKey ? steps * 10 : steps));
  };
  return (
    <Input
      {...rest}
      type="text"
      inputMode="decimal"
      role="spinbutton"
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={`${written ?? figureText(value, step)}${unit === undefined ? "" : ` ${unit}`}`}
      aria-invalid={wrong}
      title={limitsText(limits)}
      value={shown}
      {...(unit === undefined ? {} : { unit })}
      onMouseDown={focusWhole}
      onFocus={selectWhole}
      onChange={(event) => {
        type(event.target.value);
      }}
      onKeyDown={pressed}
      onBlur={() => {
        setDraft(null);
        onWrong?.(false);
      }}
    />
  );
}
