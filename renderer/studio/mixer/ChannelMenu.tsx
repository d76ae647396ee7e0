import { ArrowLeft, ArrowRight, AudioWaveform, Pencil, SlidersVertical, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import type { Channel } from "../../../electron/contract/channel";
import { moveChannel, removeChannel } from "../../store/edits/channels";
import { remove } from "../../store/removing";
import { useStudio } from "../../store/studio";
import { Menu, MenuItem, MenuLine } from "../controls/Menu";

interface Props {
  readonly channel: Channel;
  readonly trigger: ReactElement;
  readonly onRename: (id: string) => void;
}

export function ChannelMenu({ channel: { id, filters }, trigger, onRename }: Props) {
  const { open, edit } = useStudio.getState();
  const at = useStudio(({ collection }) => collection?.channels.findIndex((one) => one.id === id) ?? 0);
  const last = useStudio(({ collection }) => (collection?.channels.length ?? 0) - 1);
  return (
    <Menu trigger={trigger}>
      <MenuItem
        icon={<AudioWaveform size={16} aria-hidden />}
        note={filters.length === 0 ? undefined : filters.map(({ name }) => name).join(", ")}
        onSelect={() => {
          open({ kind: "filters", owner: { channel: id } });
        }}
      >
        Filters…
      </MenuItem>
      <MenuItem
        icon={<SlidersVertical size={16} aria-hidden />}
        onSelect={() => {
          open({ kind: "advancedAudio" });
        }}
      >
        Advanced audio…
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<Pencil size={16} aria-hidden />}
        keys="F2"
        onSelect={() => {
          onRename(id);
        }}
      >
        Rename
      </MenuItem>
      <MenuItem
        icon={<ArrowLeft size={16} aria-hidden />}
        keys="Alt+↑"
        disabled={at === 0}
        onSelect={() => {
          edit(moveChannel(id, at - 1));
        }}
      >
        Move forward
      </MenuItem>
      <MenuItem
        icon={<ArrowRight size={16} aria-hidden />}
        keys="Alt+↓"
        disabled={at === last}
        onSelect={() => {
          edit(moveChannel(id, at + 1));
        }}
      >
        Move back
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<Trash2 size={16} aria-hidden />}
        keys="Delete"
        onSelect={() => {
          remove(removeChannel(id));
        }}
      >
        Remove
      </MenuItem>
    </Menu>
  );
}
