import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import classes from "#app/features/evidence/library.module.css";
import {
  LIBRARY_STATES,
  type LibraryRow,
  type LibraryView,
  SORT_TEXT,
  type Sort,
  STATE_TEXT,
} from "#app/features/evidence/library-rows.ts";

export interface LibraryToolsProps {
  rows: readonly LibraryRow[];
  found: number;
  view: LibraryView;
  onView: (view: LibraryView) => void;
  /** whether all that is found, or some of it, is ticked */
  ticked: "all" | "some" | "none";
  onTickAll: () => void;
}

/** Narrowing the library down: by typing, by state, and the order. */
export function LibraryTools({ rows, found, view, onView, ticked, onTickAll }: LibraryToolsProps) {
  const counted = LIBRARY_STATES.map((state) => ({
    state,
    count: rows.filter((row) => row.states.has(state)).length,
  })).filter(({ state, count }) => count > 0 || state === view.state);
  return (
    <search className={classes.tools}>
      <TextInput
        className={classes.search}
        size="xs"
        aria-label="查找材料"
        placeholder="名称、文号、机关、编号、条目"
        leftSection={<IconSearch size={14} />}
        value={view.query}
        onChange={(event) => onView({ ...view, query: event.currentTarget.value })}
      />
      <fieldset className={classes.states} aria-label="只看">
        {counted.map(({ state, count }) => (
          <button
            key={state}
            type="button"
            aria-pressed={state === view.state}
            onClick={() => onView({ ...view, state: state === view.state ? undefined : state })}
          >
            {STATE_TEXT[state]} {count}
          </button>
        ))}
      </fieldset>
      <NativeSelect
        size="xs"
        aria-label="排序"
        value={view.sort}
        data={(Object.keys(SORT_TEXT) as Sort[]).map((value) => ({ value, label: SORT_TEXT[value] }))}
        onChange={(event) => onView({ ...view, sort: event.currentTarget.value as Sort })}
      />
      <TickAll ticked={ticked} onChange={onTickAll} />
      <span className={classes.found} role="status">
        {found === rows.length ? `共${rows.length}份` : `${found}份，共${rows.length}份`}
      </span>
    </search>
  );
}

function TickAll({ ticked, onChange }: { ticked: LibraryToolsProps["ticked"]; onChange: () => void }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = ticked === "some";
  }, [ticked]);
  return (
    <label className={classes.all}>
      <input ref={box} type="checkbox" checked={ticked === "all"} onChange={onChange} />
      全选
    </label>
  );
}
