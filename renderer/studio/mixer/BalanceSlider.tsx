import { Slider } from "../controls/Slider";
import { balanceWords, snapped } from "./balance";

interface Props {
  /** The channel's. */
  readonly name: string;
  /** −1 left to 1 right. */
  readonly balance: number;
  readonly onChange: (balance: number) => void;
}

/** A channel's balance: stays in the middle when it is near, a double click brings it there. */
export function BalanceSlider({ name, balance, onChange }: Props) {
  return (
    <Slider
      label={`Balance of ${name}`}
      valueText={balanceWords(balance)}
      min={-1}
      max={1}
      step={0.02}
      from={0}
      value={balance}
      onChange={(wanted) => {
        onChange(snapped(wanted));
      }}
      onReset={() => {
        onChange(0);
      }}
    />
  );
}
