import clsx from "clsx";
import { Trash2, Volume2, VolumeX } from "lucide-react";
import { Slider } from "radix-ui";
import { type Channel, FADER_FLOOR_DB } from "../../../electron/contract/channel";
import { explain } from "../../../electron/contract/words";
import { type ChannelSetting, removeChannel, setChannel } from "../../store/edits/channels";
import { remove } from "../../store/removing";
import { useStudio } from "../../store/studio";
import { call } from "../../store/bridge";
import { Button, IconButton } from "../controls/Button";
import { decibels } from "../figures";
import styles from "./ChannelStrip.module.css";
import { Meter } from "./Meter";

const TOP_DB = 6;

interface Props {
  readonly channel: Channel;
  readonly row: object;
}

/** One sound: its level, fader and mute, and the reason when its source fails. */
export function ChannelStrip({ channel, row }: Props) {
  const { id, name, volume, muted } = channel;
  const edit = useStudio((state) => state.edit);
  const editChannel = (setting: ChannelSetting) => {
    edit(setChannel(id, setting), `${Object.keys(setting).join()} of ${id}`);
  };
  return (
    <li className={styles.strip} aria-label={name} {...row}>
      <div className={styles.head}>
        <span className={clsx(styles.name, muted && styles.dim)} title={name}>
          {name}
        </span>
        <Trouble id={id} />
      </div>
      <div className={styles.sound}>
        <Meter channel={id} label={`Level of ${name}`} />
        <Slider.Root
          className={clsx(styles.fader, muted && styles.dim)}
          min={FADER_FLOOR_DB}
          max={TOP_DB}
          step={0.5}
          title="Double-click for 0 dB"
          value={[volume]}
          onValueChange={([value]) => {
            if (value !== undefined) editChannel({ volume: value });
          }}
          onDoubleClick={() => {
            editChannel({ volume: 0 });
          }}
        >
          <Slider.Track className={styles.track}>
            <Slider.Range className={styles.range} />
          </Slider.Track>
          <Slider.Thumb className={styles.thumb} aria-label={`Volume of ${name}`} aria-valuetext={decibels(volume)} />
        </Slider.Root>
      </div>
      <output className={clsx(styles.value, muted && styles.dim)}>{muted ? "Muted" : decibels(volume)}</output>
      <IconButton
        label={muted ? `Unmute ${name}` : `Mute ${name}`}
        aria-pressed={muted}
        className={clsx(muted && styles.muted)}
        onClick={() => {
          editChannel({ muted: !muted });
        }}
      >
        {muted ? <VolumeX size={16} aria-hidden /> : <Volume2 size={16} aria-hidden />}
      </IconButton>
      <IconButton
        label={`Remove ${name}`}
        onClick={() => {
          remove(removeChannel(id));
        }}
      >
        <Trash2 size={16} aria-hidden />
      </IconButton>
    </li>
  );
}

function Trouble({ id }: { readonly id: string }) {
  const state = useStudio((s) => s.channels.get(id));
  if (state === undefined || state.phase === "on") return null;
  if (state.phase === "starting") return <span className={styles.dim}>Starting…</span>;
  const words = state.problem === null ? { what: "No sound arrives.", todo: "" } : explain(state.problem);
  return (
    <>
      <span className={styles.trouble} role="alert" title={`${words.what} ${words.todo}`}>
        {words.what}
      </span>
      {state.problem?.code === "permission-denied" && (
        <Button look="quiet" className={styles.inline} onClick={() => void call("permissions.openSettings", "microphone")}>
          Open system settings
        </Button>
      )}
    </>
  );
}
