import { RotateCcw } from "lucide-react";
import type { Filter } from "../../../electron/contract/filter";
import { type FilterOwner, setFilter } from "../../store/edits/filters";
import { useStudio } from "../../store/studio";
import { Button } from "../controls/Button";
import { FieldsEditor } from "../fields/FieldsEditor";
import { filterChoices } from "./filterChoices";
import styles from "./FiltersDialog.module.css";

interface Props {
  readonly owner: FilterOwner;
  readonly filter: Filter;
}

/** The settings of one filter. */
export function FilterEditor({ owner, filter }: Props) {
  const { id, name, settings } = filter;
  const edit = useStudio((state) => state.edit);
  const kind = filterChoices(owner).find((known) => known.kind === filter.kind);
  return (
    <section className={styles.settings} aria-label={`Settings of ${name}`}>
      <header className={styles.head}>
        <h3 className={styles.heading} title={name}>
          {name}
        </h3>
        {kind !== undefined && kind.fields.length > 0 && (
          <Button
            look="quiet"
            onClick={() => {
              edit(setFilter(owner, id, kind.settings.parse({})));
            }}
          >
            <RotateCcw size={14} aria-hidden />
            Defaults
          </Button>
        )}
      </header>
      {kind === undefined ? (
        <p className={styles.dim}>This version of Tallylight does not know this kind of filter. It is kept, and passed by.</p>
      ) : (
        <FieldsEditor
          fields={kind.fields}
          schema={kind.settings}
          settings={settings}
          owner={owner}
          onChange={(change) => {
            edit(setFilter(owner, id, change), `${Object.keys(change).join()} of ${id}`);
          }}
        />
      )}
    </section>
  );
}
