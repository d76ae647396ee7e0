import { ChevronDown } from "lucide-react";
import { openCollection, removeCollection } from "../../store/collections";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLine } from "../controls/Menu";
import styles from "./TopBar.module.css";

/** Which scene collection is open, and the others. */
export function CollectionMenu() {
  const name = useStudio((state) => state.collection?.name ?? "");
  const saved = useStudio((state) => state.saved);
  const names = useStudio((state) => state.collections);
  const { open, notify } = useStudio.getState();
  const show = async (wanted: string): Promise<void> => {
    const problem = await openCollection(wanted);
    if (problem !== null) notify(problem);
  };
  const ask = (deed: "create" | "rename" | "duplicate") => () => {
    open({ kind: "collectionName", deed });
  };
  return (
    <Menu
      align="start"
      trigger={
        <Button look="quiet" className={styles.collection} aria-label={`Scene collection ${name}`}>
          <span className={styles.collectionName} title={name}>
            {saved ? name : "Of the command line"}
          </span>
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
    >
      <MenuHeading>Scene collections</MenuHeading>
      <MenuChoice
        value={saved ? name : null}
        options={names.map((one) => ({ value: one, label: one }))}
        onChange={(wanted) => {
          if (!saved || wanted !== name) void show(wanted);
        }}
      />
      {!saved && <MenuItem disabled note="The command line put it together. It is gone when Tallylight ends." onSelect={() => undefined}>What is open now</MenuItem>}
      <MenuLine />
      <MenuItem onSelect={ask("create")}>New…</MenuItem>
      <MenuItem disabled={!saved} onSelect={ask("rename")}>
        Rename…
      </MenuItem>
      <MenuItem disabled={!saved} onSelect={ask("duplicate")}>
        Duplicate…
      </MenuItem>
      <MenuItem disabled={!saved || names.length < 2} onSelect={() => void removeCollection(name)}>
        Remove
      </MenuItem>
    </Menu>
  );
}
