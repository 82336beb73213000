import { useCallback, useMemo, useState } from "react";
import type { TreeRowModel } from "#app/features/builder/tree-rows.ts";
import { rowId } from "#app/features/builder/tree-rows.ts";
import type { Address } from "#core/builder/edit.ts";

export interface Selection {
  /** the line with the cursor: its form is shown */
  current: Address;
  /** ids of all chosen lines, the current one among them */
  chosen: ReadonlySet<string>;
  open: (at: Address) => void;
  /** chosen together, in the tree's order; the last is the current one */
  openAll: (places: readonly Address[]) => void;
  /** Shift: everything from where the choice began */
  extend: (rows: readonly TreeRowModel[], to: Address) => void;
  /** Ctrl: one more, or one less */
  toggle: (at: Address) => void;
}

interface State {
  current: Address;
  from: Address;
  chosen: ReadonlySet<string>;
}

const alone = (at: Address): State => ({ current: at, from: at, chosen: new Set([rowId(at)]) });

/** What is chosen in the tree. */
export function useSelection(first: Address): Selection {
  const [state, setState] = useState<State>(() => alone(first));
  const open = useCallback((at: Address) => setState(alone(at)), []);
  const openAll = useCallback((places: readonly Address[]) => {
    const last = places.at(-1);
    if (last) setState({ current: last, from: places[0] ?? last, chosen: new Set(places.map(rowId)) });
  }, []);
  const extend = useCallback(
    (rows: readonly TreeRowModel[], to: Address) =>
      setState(({ from }) => {
        const ids = rows.map(({ id }) => id);
        const [a, b] = [ids.indexOf(rowId(from)), ids.indexOf(rowId(to))];
        return { current: to, from, chosen: new Set(ids.slice(Math.min(a, b), Math.max(a, b) + 1)) };
      }),
    [],
  );
  const toggle = useCallback(
    (at: Address) =>
      setState(({ chosen }) => {
        const next = new Set(chosen);
        if (!next.delete(rowId(at))) next.add(rowId(at));
        return { current: at, from: at, chosen: next.size === 0 ? new Set([rowId(at)]) : next };
      }),
    [],
  );
  return useMemo(() => ({ ...state, open, openAll, extend, toggle }), [state, open, openAll, extend, toggle]);
}
