import classes from "#app/ui/filter-chips.module.css";

export interface FilterChipsProps<Key extends string> {
  label: string;
  texts: Readonly<Record<Key, string>>;
  counts: Partial<Record<Key, number>>;
  chosen: readonly Key[];
  onChange: (chosen: Key[]) => void;
}

/** What a list can be narrowed to, with how many there are; what finds nothing is not offered. */
export function FilterChips<Key extends string>({ label, texts, counts, chosen, onChange }: FilterChipsProps<Key>) {
  const offered = (Object.keys(texts) as Key[]).filter((key) => (counts[key] ?? 0) > 0 || chosen.includes(key));
  if (offered.length === 0) return null;
  return (
    <fieldset className={classes.chips}>
      <legend className={classes.legend}>{label}</legend>
      {offered.map((key) => {
        const on = chosen.includes(key);
        return (
          <button
            key={key}
            type="button"
            aria-pressed={on}
            onClick={() => onChange(on ? chosen.filter((each) => each !== key) : [...chosen, key])}
          >
            {texts[key]}
            <span>{counts[key] ?? 0}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
