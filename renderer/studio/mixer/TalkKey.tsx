import clsx from "clsx";
import { keysText } from "../../store/keys";
import { useStudio } from "../../store/studio";
import styles from "./ChannelStrip.module.css";

/** Of a channel that is heard only while a key is held: that key, and whether it is. */
export function TalkKey({ channel }: { readonly channel: string }) {
  const keys = useStudio(
    ({ settings }) => settings?.hotkeys.find(({ action }) => action.do === "push-to-talk" && action.channel === channel)?.keys,
  );
  const talking = useStudio((state) => state.talking.has(channel));
  if (keys === undefined) return null;
  return (
    <span className={clsx(styles.talk, talking && styles.talking)} role="status" title={`Heard while ${keysText(keys)} is held`}>
      {talking ? "Talking" : `Hold ${keysText(keys)}`}
    </span>
  );
}
