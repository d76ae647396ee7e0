import { type ChannelSetting, setChannel } from "../../store/edits/channels";
import { useStudio } from "../../store/studio";

/** Sets something on a strip; repeated quickly, as by held keys, it is one step to undo. */
export function useChannelEdit(id: string): (setting: ChannelSetting) => void {
  const edit = useStudio((state) => state.edit);
  return (setting) => {
    edit(setChannel(id, setting), `${Object.keys(setting).join()} of ${id}`);
  };
}
