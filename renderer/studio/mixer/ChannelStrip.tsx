import clsx from "clsx";
import { Ellipsis, Headphones, Volume2, VolumeX } from "lucide-react";
import { type Channel, FADER_FLOOR_DB } from "../../../electron/contract/channel";
import { useStudio } from "../../store/studio";
import { IconButton } from "../controls/Button";
import { Menu, MenuChoice, MenuHeading } from "../controls/Menu";
import { NameInput } from "../controls/NameInput";
import { Slider } from "../controls/Slider";
import { decibels } from "../figures";
import { balanceWords } from "./balance";
import { BalanceSlider } from "./BalanceSlider";
import { ChannelMenu } from "./ChannelMenu";
import styles from "./ChannelStrip.module.css";
import { ChannelTrouble } from "./ChannelTrouble";
import { Meter } from "./Meter";
import { mayBeMonitored, monitorOptions, NEVER_MONITORED } from "./monitoring";
import { TalkKey } from "./TalkKey";
import { useChannelEdit } from "./useChannelEdit";
import { FADER_TOP_DB, VolumeBox } from "./VolumeBox";

interface Props {
  readonly channel: Channel;
  readonly row: object;
  readonly renaming: boolean;
  /** With null when that is over. */
  readonly onRename: (id: string | null) => void;
}

/** One sound: its level and the reason when its source fails, its fader, balance, mute, solo and monitoring. */
export function ChannelStrip({ channel, row, renaming, onRename }: Props) {
  const { id, name, volume, muted, solo, balance, monitor } = channel;
  const failing = useStudio(({ channels }) => (channels.get(id)?.phase ?? "on") !== "on");
  const soloedOut = useStudio(({ collection }) => !solo && (collection?.channels.some((other) => other.solo) ?? false));
  const set = useChannelEdit(id);
  const silent = muted || soloedOut;
  return (
    <li className={clsx(styles.strip, silent && styles.silent)} aria-label={name} {...row}>
      <div className={styles.head}>
        {renaming ? (
          <NameInput
            label={`Name of ${name}`}
            name={name}
            onDone={(wanted) => {
              onRename(null);
              if (wanted !== null) set({ name: wanted });
            }}
          />
        ) : (
          <span
            className={styles.name}
            title={name}
            onDoubleClick={() => {
              onRename(id);
            }}
          >
            {name}
          </span>
        )}
        <TalkKey channel={id} />
        <IconButton
          label={muted ? `Unmute ${name}` : `Mute ${name}`}
          aria-pressed={muted}
          className={styles.key}
          onClick={() => {
            set({ muted: !muted });
          }}
        >
          {muted ? <VolumeX size={16} aria-hidden /> : <Volume2 size={16} aria-hidden />}
        </IconButton>
        <IconButton
          label={solo ? `End solo of ${name}` : `Solo ${name}`}
          aria-pressed={solo}
          className={styles.key}
          onClick={() => {
            set({ solo: !solo });
          }}
        >
          <span aria-hidden>S</span>
        </IconButton>
        <Menu
          trigger={
            <IconButton
              label={`Monitoring of ${name}`}
              className={clsx(styles.key, monitor !== "off" && styles.lit)}
              disabled={!mayBeMonitored(channel)}
              title={mayBeMonitored(channel) ? undefined : NEVER_MONITORED}
            >
              <Headphones size={15} aria-hidden />
            </IconButton>
          }
        >
          <MenuHeading>Monitoring</MenuHeading>
          <MenuChoice
            value={monitor}
            options={monitorOptions}
            onChange={(chosen) => {
              set({ monitor: chosen });
            }}
          />
        </Menu>
        <ChannelMenu
          channel={channel}
          trigger={
            <IconButton label={`More for ${name}`} className={styles.key}>
              <Ellipsis size={16} aria-hidden />
            </IconButton>
          }
          onRename={onRename}
        />
      </div>
      <div className={styles.level}>{failing ? <ChannelTrouble id={id} /> : <Meter channel={id} label={`Level of ${name}`} />}</div>
      <div className={styles.faders}>
        <Slider
          label={`Volume of ${name}`}
          valueText={decibels(volume)}
          min={FADER_FLOOR_DB}
          max={FADER_TOP_DB}
          step={0.5}
          value={volume}
          onChange={(wanted) => {
            set({ volume: wanted });
          }}
          onReset={() => {
            set({ volume: 0 });
          }}
        />
        <div className={styles.value}>
          <VolumeBox
            channel={channel}
            className={styles.box}
            onChange={(wanted) => {
              set({ volume: wanted });
            }}
          />
        </div>
        <span className={styles.balance} title={`Balance: ${balanceWords(balance)}`}>
          <span aria-hidden>L</span>
          <BalanceSlider
            name={name}
            balance={balance}
            onChange={(wanted) => {
              set({ balance: wanted });
            }}
          />
          <span aria-hidden>R</span>
        </span>
      </div>
    </li>
  );
}
