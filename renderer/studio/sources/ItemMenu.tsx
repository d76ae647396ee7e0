import type { BlendMode } from "../../../electron/contract/scene";
import type { Edit } from "../../store/edits/edit";
import { changeItems, lockItems, setBlend, setOpacity, showItems, stackItem } from "../../store/edits/items";
import { alignItems, centreItems, fitItems, flipItems, resetItems, rotateItems, type Side, stretchItems } from "../../store/edits/placing";
import { placed } from "../../store/edits/sources";
import { editedScene } from "../../store/program";
import { useStudio } from "../../store/studio";
import { sourceKind } from "../../sources/kinds";
import { useShallow } from "zustand/react/shallow";
import { MenuChoice, MenuItem, MenuLine, SubMenu } from "../controls/Menu";
import { shortcutText } from "../shortcuts";
import { copySelected, duplicateSelected, editSelected, paste, removeSelected, sourceSizes, useCopied } from "./selected";

const sides: readonly (readonly [Side, string])[] = [
  ...([["left", "Left"], ["centre", "Centre, left to right"], ["right", "Right"]] as const),
  ...([["top", "Top"], ["middle", "Middle, top to bottom"], ["bottom", "Bottom"]] as const),
];

const blends: readonly { readonly value: BlendMode; readonly label: string }[] = [
  { value: "normal", label: "Normal" },
  { value: "add", label: "Add" },
  { value: "screen", label: "Screen" },
  { value: "multiply", label: "Multiply" },
];

const opacities = ["100", "75", "50", "25"].map((value) => ({ value, label: `${value} %` }));

interface Props {
  /** Null where names are not edited. */
  readonly onRename: (() => void) | null;
}

/** What can be done with the selected items. */
export function ItemMenu({ onRename }: Props) {
  const { open } = useStudio.getState();
  const items = useStudio(
    useShallow(({ collection, prepared, selection }) => {
      const scene = editedScene({ collection, prepared });
      return collection?.scenes.find(({ id }) => id === scene)?.items.filter(({ id }) => selection.includes(id)) ?? [];
    }),
  );
  const copied = useCopied((state) => state.copied !== null);
  const [first] = items;
  const none = first === undefined;
  const one = items.length === 1;
  const blend = first !== undefined && items.every((item) => item.blend === first.blend) ? first.blend : null;
  const opacity = first !== undefined && items.every((item) => item.opacity === first.opacity) ? String(first.opacity * 100) : null;
  const visible = items.every((item) => item.visible);
  const locked = items.every((item) => item.locked);
  return (
    <>
      <MenuItem keys="Enter" disabled={!one} onSelect={() => first !== undefined && open({ kind: "properties", source: first.source })}>
        Properties…
      </MenuItem>
      <MenuItem disabled={!one} onSelect={() => first !== undefined && open({ kind: "filters", owner: { source: first.source } })}>
        Filters…
      </MenuItem>
      {onRename !== null && (
        <MenuItem keys="F2" disabled={!one} onSelect={onRename}>
          Rename
        </MenuItem>
      )}
      <MenuLine />
      <SubMenu label="Place and size" disabled={none || locked}>
        <PlacingMenu />
      </SubMenu>
      <SubMenu label="Align" disabled={none || locked}>
        {sides.map(([side, label]) => (
          <MenuItem key={side} onSelect={() => editSelected((scene, ids) => alignItems(scene, ids, sourceSizes(), side))}>
            {label}
          </MenuItem>
        ))}
      </SubMenu>
      <SubMenu label="Order" disabled={!one}>
        <OrderMenu />
      </SubMenu>
      <SubMenu label="Blend" disabled={none}>
        <MenuChoice value={blend} options={blends} onChange={(value) => editSelected((scene, ids) => setBlend(scene, ids, value))} />
      </SubMenu>
      <SubMenu label="Opacity" disabled={none}>
        <MenuChoice value={opacity} options={opacities} onChange={(value) => editSelected((scene, ids) => setOpacity(scene, ids, Number(value) / 100))} />
      </SubMenu>
      <MenuLine />
      <MenuItem disabled={none} onSelect={() => editSelected((scene, ids) => showItems(scene, ids, !visible))}>
        {visible ? "Hide" : "Show"}
      </MenuItem>
      <MenuItem disabled={none} onSelect={() => editSelected((scene, ids) => lockItems(scene, ids, !locked))}>
        {locked ? "Unlock" : "Lock"}
      </MenuItem>
      <MenuLine />
      <MenuItem keys={shortcutText("duplicate")} disabled={none} onSelect={duplicateSelected}>
        Duplicate
      </MenuItem>
      <MenuItem keys={shortcutText("copy")} disabled={none} onSelect={copySelected}>
        Copy
      </MenuItem>
      <MenuItem
        keys={shortcutText("paste")}
        disabled={!copied}
        onSelect={() => {
          paste("reference");
        }}
      >
        Paste
      </MenuItem>
      <MenuItem
        disabled={!copied}
        onSelect={() => {
          paste("duplicate");
        }}
      >
        Paste as new source
      </MenuItem>
      <MenuLine />
      <MenuItem keys="Delete" disabled={none} onSelect={removeSelected}>
        Remove
      </MenuItem>
    </>
  );
}

function PlacingMenu() {
  const { open } = useStudio.getState();
  const transform = shortcutText("transform");
  return (
    <>
      <MenuItem
        keys={transform}
        onSelect={() => {
          open({ kind: "transform" });
        }}
      >
        In figures…
      </MenuItem>
      <MenuLine />
      <MenuItem onSelect={() => editSelected(fitItems)}>Fit the canvas</MenuItem>
      <MenuItem onSelect={() => editSelected(stretchItems)}>Stretch to the canvas</MenuItem>
      <MenuItem onSelect={() => editSelected((scene, ids) => centreItems(scene, ids, sourceSizes()))}>Into the middle</MenuItem>
      <MenuItem
        onSelect={() =>
          editSelected((scene, ids) => resetItems(scene, ids, (kind, canvas) => placed({ placed: sourceKind(kind)?.placed ?? "fill" }, canvas)))
        }
      >
        As it was added
      </MenuItem>
      <MenuItem onSelect={() => editSelected(uncropItems)}>Undo the crop</MenuItem>
      <MenuLine />
      <MenuItem onSelect={() => editSelected((scene, ids) => rotateItems(scene, ids, 90))}>Turn right</MenuItem>
      <MenuItem onSelect={() => editSelected((scene, ids) => rotateItems(scene, ids, -90))}>Turn left</MenuItem>
      <MenuItem onSelect={() => editSelected((scene, ids) => rotateItems(scene, ids, 180))}>Turn over</MenuItem>
      <MenuItem onSelect={() => editSelected((scene, ids) => flipItems(scene, ids, "horizontal"))}>Flip left to right</MenuItem>
      <MenuItem onSelect={() => editSelected((scene, ids) => flipItems(scene, ids, "vertical"))}>Flip upside down</MenuItem>
    </>
  );
}

function OrderMenu() {
  const order = (where: "up" | "down" | "top" | "bottom") => () => {
    editSelected((scene, [id = ""]) => stackItem(scene, id, where));
  };
  return (
    <>
      <MenuItem onSelect={order("top")}>To the top</MenuItem>
      <MenuItem keys="Alt+↑" onSelect={order("up")}>
        Up
      </MenuItem>
      <MenuItem keys="Alt+↓" onSelect={order("down")}>
        Down
      </MenuItem>
      <MenuItem onSelect={order("bottom")}>To the bottom</MenuItem>
    </>
  );
}

const whole = { left: 0, top: 0, right: 0, bottom: 0 };

function uncropItems(scene: string, ids: readonly string[]): Edit {
  return changeItems(scene, ids, "Undo the crop of", (item) => (item.locked ? item : { ...item, transform: { ...item.transform, crop: whole } }));
}
