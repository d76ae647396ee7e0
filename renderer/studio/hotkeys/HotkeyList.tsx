import { X } from "lucide-react";
import { useEffect, useId, useMemo, useState } from "react";
import type { Hotkey, HotkeyTrouble } from "../../../electron/contract/hotkey";
import { problemOf } from "../../../electron/contract/problem";
import { call } from "../../store/bridge";
import { keysText } from "../../store/keys";
import { useStudio } from "../../store/studio";
import { IconButton } from "../controls/Button";
import { Input } from "../controls/Input";
import { hotkeyActions, isTyped, type NamedAction, sameAction, sameKeys, troubleWords, withKeys, withoutKeys } from "./hotkeyActions";
import styles from "./HotkeyList.module.css";
import { KeysButton } from "./KeysButton";

interface Props {
  readonly hotkeys: readonly Hotkey[];
  readonly onChange: (hotkeys: Hotkey[]) => void;
}

/** All that keys can do in the open collection, with the keys that do it and what is the matter with them. */
export function HotkeyList({ hotkeys, onChange }: Props) {
  const collection = useStudio((state) => state.collection);
  const troubles = useTroubles(hotkeys);
  const [sought, setSought] = useState("");
  const groups = useMemo(() => (collection === null ? [] : hotkeyActions(collection)), [collection]);
  const all = groups.flatMap(({ actions }) => actions);
  const fits = ({ name, action }: NamedAction) => {
    const keys = hotkeys.filter((one) => sameAction(one.action, action)).map((one) => keysText(one.keys));
    return `${name} ${keys.join(" ")}`.toLowerCase().includes(sought.trim().toLowerCase());
  };
  const shown = groups.map((group) => ({ ...group, actions: group.actions.filter(fits) })).filter(({ actions }) => actions.length > 0);

  return (
    <>
      <Input
        type="search"
        className={styles.search}
        aria-label="Search hotkeys"
        placeholder="Search"
        value={sought}
        onChange={(event) => {
          setSought(event.target.value);
        }}
      />
      {shown.length === 0 && <p className={styles.none}>No action is called so.</p>}
      {shown.map(({ title, actions }) => (
        <section key={title}>
          <h3 className={styles.title}>{title}</h3>
          <ul aria-label={title}>
            {actions.map((action) => (
              <ActionRow key={JSON.stringify(action.action)} {...{ action, all, hotkeys, troubles, onChange }} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Which keys do not work everywhere, as main finds out. */
function useTroubles(hotkeys: readonly Hotkey[]): readonly HotkeyTrouble[] {
  const [troubles, setTroubles] = useState<readonly HotkeyTrouble[]>([]);
  useEffect(() => {
    let newest = true;
    call("hotkeys.check", [...hotkeys]).then(
      (found) => {
        if (newest) setTroubles(found);
      },
      (thrown: unknown) => {
        useStudio.getState().notify(problemOf(thrown));
      },
    );
    return () => {
      newest = false;
    };
  }, [hotkeys]);
  return troubles;
}

interface RowProps extends Props {
  readonly action: NamedAction;
  readonly all: readonly NamedAction[];
  readonly troubles: readonly HotkeyTrouble[];
}

function ActionRow({ action: { action, name }, all, hotkeys, troubles, onChange }: RowProps) {
  const note = useId();
  const own = hotkeys.filter((one) => sameAction(one.action, action));
  const said = own.flatMap(({ keys }) => {
    const others = hotkeys.filter((one) => sameKeys(one.keys, keys) && !sameAction(one.action, action));
    const names = others.flatMap((one) => all.find((known) => sameAction(known.action, one.action))?.name ?? []);
    const words = troubles.filter((one) => one.keys === keys).map(({ trouble }) => ({ trouble, words: troubleWords(trouble, action, names) }));
    const lost = action.do !== "push-to-talk" && isTyped(keys);
    return [...words, ...(lost ? [{ trouble: "typed", words: `No other program gets ${keysText(keys)} while Tallylight runs. Add Ctrl or Alt.` }] : [])];
  });
  const unique = [...new Map(said.map((one) => [one.words, one])).values()];
  const wrong = (keys: string) => troubles.some((one) => one.keys === keys && one.trouble !== "window-only");
  return (
    <li className={styles.row} aria-label={name}>
      <span className={styles.name} title={name}>
        {name}
      </span>
      <div className={styles.all}>
        {own.map(({ keys }) => (
          <span key={keys} className={styles.one}>
            <KeysButton
              {...{ name, keys }}
              troubled={wrong(keys)}
              describedBy={note}
              onKeys={(pressed) => {
                onChange(withKeys(hotkeys, action, pressed, keys));
              }}
            />
            <IconButton
              label={`Clear ${keysText(keys)} for: ${name}`}
              className={styles.clear}
              onClick={() => {
                onChange(withoutKeys(hotkeys, action, keys));
              }}
            >
              <X size={14} aria-hidden />
            </IconButton>
          </span>
        ))}
        {own.length === 0 && (
          <KeysButton
            name={name}
            keys={null}
            troubled={false}
            describedBy={note}
            onKeys={(pressed) => {
              onChange(withKeys(hotkeys, action, pressed, null));
            }}
          />
        )}
      </div>
      <div id={note} className={styles.troubles}>
        {unique.map(({ trouble, words }) => (
          <p key={words} className={trouble === "window-only" ? styles.mild : undefined} role={trouble === "window-only" ? undefined : "alert"}>
            {words}
          </p>
        ))}
      </div>
    </li>
  );
}
