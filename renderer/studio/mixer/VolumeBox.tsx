import { type Channel, FADER_FLOOR_DB } from "../../../electron/contract/channel";
import { FigureBox } from "../controls/FigureBox";

/** The loudest a fader makes a sound, in dB. */
export const FADER_TOP_DB = 6;

const limits = { min: FADER_FLOOR_DB, max: FADER_TOP_DB, step: 0.1, unit: "dB" } as const;

interface Props {
  readonly channel: Channel;
  readonly className?: string | undefined;
  readonly onChange: (volume: number) => void;
}

/** A fader's level as it is typed; at the floor it is silence. */
export function VolumeBox({ channel: { name, volume }, className, onChange }: Props) {
  const written = volume <= FADER_FLOOR_DB ? "−∞" : volume > 0 ? `+${volume.toFixed(1)}` : null;
  return (
    <FigureBox
      aria-label={`Volume of ${name} in dB`}
      limits={limits}
      value={volume}
      onChange={onChange}
      {...(written === null ? {} : { written })}
      {...(className === undefined ? {} : { className })}
    />
  );
}
