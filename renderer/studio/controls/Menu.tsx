import { Check, ChevronRight } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import styles from "./Menu.module.css";
import { openedFrom } from "./returnFocus";

interface Props {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly align?: "start" | "end";
  readonly children: ReactNode;
}

export function Menu({ trigger, align = "end", children }: Props) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} sideOffset={4} align={align} collisionPadding={8} onCloseAutoFocus={leaveTyping}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Where a menu was asked for, in px of the window, and by which element. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
  readonly opener: HTMLElement;
}

interface PlacedProps {
  /** Null while it is closed. */
  readonly place: MenuPlace | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The menu of a press with the right button, or of the menu key. */
export function PlacedMenu({ place, onClose, children }: PlacedProps) {
  if (place === null) return null;
  const { x, y, opener } = place;
  return (
    // A second press elsewhere is another menu.
    <DropdownMenu.Root
      key={`${x} ${y}`}
      open
      modal={false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <DropdownMenu.Trigger asChild>
        <span className={styles.place} style={{ left: x, top: y }} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          ref={(menu) => {
            if (menu !== null) openedFrom(menu, opener);
          }}
          className={styles.menu}
          side="right"
          align="start"
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // What was chosen may have taken the keyboard: a name that is edited now, a dialog.
            if (document.activeElement === document.body) opener.focus();
          }}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** A field that the choice opened, as for a new name, keeps the focus. */
function leaveTyping(event: Event): void {
  if (document.activeElement instanceof HTMLInputElement) event.preventDefault();
}

interface ItemProps {
  readonly icon?: ReactNode;
  /** Why it cannot be chosen, or what it is. */
  readonly note?: string | undefined;
  /** The keys that do the same. */
  readonly keys?: string | undefined;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, note, keys, disabled = false, onSelect, children }: ItemProps) {
  return (
    <DropdownMenu.Item className={styles.item} disabled={disabled} onSelect={onSelect}>
      {icon}
      <span className={styles.words}>
        {children}
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </span>
      {keys !== undefined && (
        <kbd className={styles.keys} aria-hidden>
          {keys}
        </kbd>
      )}
    </DropdownMenu.Item>
  );
}

interface ChoiceProps<Value extends string> {
  /** Null where they differ. */
  readonly value: Value | null;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of several, in a menu. */
export function MenuChoice<Value extends string>({ value, options, onChange }: ChoiceProps<Value>) {
  return (
    <DropdownMenu.RadioGroup value={value ?? ""}>
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          className={styles.item}
          onSelect={() => {
            onChange(option.value);
          }}
        >
          <span className={styles.mark}>
            <DropdownMenu.ItemIndicator>
              <Check size={16} aria-hidden />
            </DropdownMenu.ItemIndicator>
          </span>
          <span className={styles.words}>{option.label}</span>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

interface SubProps {
  readonly label: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

/** A menu inside a menu. */
export function SubMenu({ label, disabled = false, children }: SubProps) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={styles.item} disabled={disabled}>
        <span className={styles.words}>{label}</span>
        <ChevronRight size={16} aria-hidden />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={styles.menu} sideOffset={4} collisionPadding={8}>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

export function MenuHeading({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className={styles.heading}>{children}</DropdownMenu.Label>;
}

export function MenuLine() {
  return <DropdownMenu.Separator className={styles.line} />;
}
