import { ClipboardPaste, Copy, Ellipsis, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import type { Collection } from "../../../electron/contract/collection";
import type { Filter } from "../../../electron/contract/filter";
import { addFilter, type FilterOwner, moveFilter, newFilter, pasteFilters, removeFilter } from "../../store/edits/filters";
import { remove } from "../../store/removing";
import { useStudio } from "../../store/studio";
import { Button, IconButton } from "../controls/Button";
import { Floating } from "../controls/Floating";
import { Menu, MenuItem } from "../controls/Menu";
import { Empty } from "../controls/Panel";
import { useRows } from "../controls/rows";
import { Sortable } from "../controls/Sortable";
import { Meter } from "../mixer/Meter";
import { sortOf, useCopiedFilters } from "./copied";
import { filterChoices } from "./filterChoices";
import { FilterEditor } from "./FilterEditor";
import { FilterRow } from "./FilterRow";
import styles from "./FiltersDialog.module.css";

interface Props {
  readonly owner: FilterOwner;
}

/** The chain of filters of a source's picture or of a channel's sound; what is changed is seen and heard at once. */
export function FiltersDialog({ owner }: Props) {
  const holder = useStudio(({ collection }) => (collection === null ? undefined : holderOf(collection, owner)));
  const close = useStudio((state) => state.close);
  const gone = holder === undefined;
  useEffect(() => {
    if (gone) close();
  }, [gone, close]);
  return gone ? null : <FiltersOf owner={owner} name={holder.name} chain={holder.filters} onClose={close} />;
}

function holderOf({ sources, channels }: Collection, owner: FilterOwner) {
  return "source" in owner ? sources.find(({ id }) => id === owner.source) : channels.find(({ id }) => id === owner.channel);
}

interface FiltersProps extends Props {
  readonly name: string;
  readonly chain: readonly Filter[];
  readonly onClose: () => void;
}

function FiltersOf({ owner, name, chain, onClose }: FiltersProps) {
  const edit = useStudio((state) => state.edit);
  const [picked, setPicked] = useState<string | null>(null);
  const [renamed, setRenamed] = useState<string | null>(null);
  const selected = chain.find(({ id }) => id === picked) ?? chain[0];
  const ids = chain.map(({ id }) => id);
  const take = (id: string): void => {
    remove(removeFilter(owner, id));
  };
  const move = (id: string, to: number): void => void edit(moveFilter(owner, id, to));
  const rows = useRows(ids, { onPick: setPicked, onReach: setPicked, onRemove: take, onMove: move, onRename: setRenamed });
  const sound = "channel" in owner;

  return (
    <Floating
      id="filters"
      title={`Filters of ${name}`}
      description={sound ? "Sound passes them from top to bottom." : "The picture passes them from top to bottom, in every scene it stands in."}
      width={688}
      height={464}
      onClose={onClose}
    >
      <div className={styles.body} data-dialog-body>
        <div className={styles.side}>
          <div className={styles.deeds}>
            <AddFilter owner={owner} onAdded={setPicked} />
            <CopyFilters owner={owner} chain={chain} />
          </div>
          {chain.length === 0 ? (
            <Empty title="No filter yet">
              <p>{sound ? "Add a noise gate, a compressor or a limiter." : "Add a key, a crop or a colour correction."}</p>
            </Empty>
          ) : (
            <Sortable ids={ids} onMove={move}>
              <ul className={styles.list} aria-label="Filters" {...rows.list}>
                {chain.map((filter) => (
                  <FilterRow
                    key={filter.id}
                    owner={owner}
                    filter={filter}
                    selected={filter === selected}
                    renaming={filter.id === renamed}
                    row={rows.row(filter.id)}
                    onSelect={setPicked}
                    onRename={setRenamed}
                    onRemove={take}
                  />
                ))}
              </ul>
            </Sortable>
          )}
          {sound && (
            <div className={styles.level}>
              <Meter channel={owner.channel} label={`Level of ${name} after its filters`} />
            </div>
          )}
        </div>
        <div className={styles.editor}>{selected !== undefined && <FilterEditor key={selected.id} owner={owner} filter={selected} />}</div>
      </div>
    </Floating>
  );
}

interface AddProps extends Props {
  readonly onAdded: (id: string) => void;
}

function AddFilter({ owner, onAdded }: AddProps) {
  const edit = useStudio((state) => state.edit);
  return (
    <Menu
      align="start"
      trigger={
        <Button>
          <Plus size={14} aria-hidden />
          Add filter
        </Button>
      }
    >
      {filterChoices(owner).map((kind) => (
        <MenuItem
          key={kind.kind}
          onSelect={() => {
            const filter = newFilter(kind);
            if (edit(addFilter(owner, filter))) onAdded(filter.id);
          }}
        >
          {kind.name}
        </MenuItem>
      ))}
    </Menu>
  );
}

interface CopyProps extends Props {
  readonly chain: readonly Filter[];
}

/** Brings a chain to another source, or channel, of this collection or another. */
function CopyFilters({ owner, chain }: CopyProps) {
  const edit = useStudio((state) => state.edit);
  const { sort, filters } = useCopiedFilters();
  const fitting = sort === sortOf(owner) ? filters : [];
  return (
    <Menu
      trigger={
        <IconButton label="Copy and paste filters">
          <Ellipsis size={16} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem
        icon={<Copy size={16} aria-hidden />}
        disabled={chain.length === 0}
        onSelect={() => {
          useCopiedFilters.setState({ sort: sortOf(owner), filters: chain });
        }}
      >
        Copy all
      </MenuItem>
      <MenuItem
        icon={<ClipboardPaste size={16} aria-hidden />}
        disabled={fitting.length === 0}
        note={fitting.length === 0 ? undefined : fitting.map(({ name }) => name).join(", ")}
        onSelect={() => {
          edit(pasteFilters(owner, fitting));
        }}
      >
        Paste
      </MenuItem>
    </Menu>
  );
}
