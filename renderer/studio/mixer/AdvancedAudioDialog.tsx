import type { Channel } from "../../../electron/contract/channel";
import { SYNC_OFFSET } from "../../../electron/contract/channel";
import { useStudio } from "../../store/studio";
import { FigureBox } from "../controls/FigureBox";
import { Floating } from "../controls/Floating";
import { Select } from "../controls/Input";
import { Empty } from "../controls/Panel";
import { Toggle } from "../controls/Toggle";
import styles from "./AdvancedAudioDialog.module.css";
import { BalanceSlider } from "./BalanceSlider";
import { mayBeMonitored, NEVER_MONITORED } from "./monitoring";
import { useChannelEdit } from "./useChannelEdit";
import { VolumeBox } from "./VolumeBox";

const none: readonly Channel[] = [];

/** Everything that is set on the strips, side by side. */
export function AdvancedAudioDialog() {
  const channels = useStudio((state) => state.collection?.channels ?? none);
  const close = useStudio((state) => state.close);
  return (
    <Floating
      id="advanced-audio"
      title="Advanced audio"
      description="A positive offset is heard later. Double-click a line to set it back."
      width={864}
      height={424}
      onClose={close}
    >
      <div className={styles.body} data-dialog-body>
        {channels.length === 0 ? (
          <Empty title="No sound yet">
            <p>Add one in the mixer.</p>
          </Empty>
        ) : (
          <table className={styles.table}>
            <thead>
              <tr>
                {["Sound", "Volume", "Balance", "Mono", "Sync offset", "Monitoring"].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {channels.map((channel) => (
                <ChannelRow key={channel.id} channel={channel} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Floating>
  );
}

const offsetLimits = { ...SYNC_OFFSET, step: 1, unit: "ms" } as const;
const balanceLimits = { min: -100, max: 100, step: 1, unit: "%" } as const;

const monitorWords = { off: "Off", only: "Here only", both: "Here and viewers" } as const;

function ChannelRow({ channel }: { readonly channel: Channel }) {
  const { id, name, balance, mono, syncOffset, monitor } = channel;
  const set = useChannelEdit(id);
  return (
    <tr>
      <th scope="row" className={styles.name} title={name}>
        {name}
      </th>
      <td>
        <VolumeBox
          channel={channel}
          className={styles.volume}
          onChange={(volume) => {
            set({ volume });
          }}
        />
      </td>
      <td>
        <div className={styles.balance}>
          <BalanceSlider
            name={name}
            balance={balance}
            onChange={(wanted) => {
              set({ balance: wanted });
            }}
          />
          <FigureBox
            aria-label={`Balance of ${name} in percent`}
            className={styles.percent}
            limits={balanceLimits}
            value={Math.round(balance * 100)}
            onChange={(percent) => {
              set({ balance: percent / 100 });
            }}
          />
        </div>
      </td>
      <td>
        <Toggle
          label={`${name} in mono`}
          checked={mono}
          onChange={(on) => {
            set({ mono: on });
          }}
        />
      </td>
      <td>
        <FigureBox
          aria-label={`Sync offset of ${name} in milliseconds`}
          className={styles.offset}
          limits={offsetLimits}
          value={syncOffset}
          onChange={(offset) => {
            set({ syncOffset: offset });
          }}
        />
      </td>
      <td>
        <Select
          aria-label={`Monitoring of ${name}`}
          value={monitor}
          disabled={!mayBeMonitored(channel)}
          title={mayBeMonitored(channel) ? undefined : NEVER_MONITORED}
          onChange={(event) => {
            set({ monitor: event.target.value as Channel["monitor"] });
          }}
        >
          {Object.entries(monitorWords).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      </td>
    </tr>
  );
}
