import { useMemo, useState } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import {
  dropEdit,
  fragmentOf,
  moveEdit,
  newItem,
  newPart,
  newSection,
  putEdit,
  removable,
  removeEdit,
} from "#app/features/builder/structure.ts";
import { rowId, treeRows } from "#app/features/builder/tree-rows.ts";
import type { Selection } from "#app/features/builder/use-selection.ts";
import type { Address, Node } from "#core/builder/edit.ts";
import { mergeEdit } from "#core/builder/merge.ts";
import type { Fragment } from "#core/builder/paste.ts";

export interface TreeCommands {
  move: (direction: -1 | 1) => void;
  drop: (target: Address, where: "before" | "behind") => void;
  /** what fits the place: an item, unless another kind is named */
  insert: (kind?: "item" | "section" | "part") => void;
  remove: () => void;
  copy: () => void;
  cut: () => void;
  paste: () => void;
  canPaste: boolean;
  /** the chosen items become one: the one whose form is shown */
  merge: () => void;
  /** what was just done, for those who do not see it */
  said: string;
}

/** It outlives the page, so that one can paste into another checklist. */
let held: Fragment | undefined;

const NEW: Record<"item" | "section" | "part", () => Node> = { item: newItem, section: newSection, part: newPart };

/** What can be done with the lines that are chosen in the tree. */
export function useTreeCommands(selection: Selection): TreeCommands {
  const store = useDraftStore();
  const [said, setSaid] = useState("");
  const [canPaste, setCanPaste] = useState(held !== undefined);
  return useMemo((): TreeCommands => {
    const places = (): Address[] =>
      outermost(treeRows(store.template, new Set()).flatMap((row) => (selection.chosen.has(row.id) ? [row.at] : [])));
    const put = (fragment: Fragment): void => {
      const made = putEdit(store.draft, fragment, selection.current);
      if (!made) setSaid("这里不能放入所选内容，请另选位置");
      else if (!store.edit(made.edit)) {
        selection.openAll(made.places);
        setSaid(`已添加${made.places.length}项`);
      }
    };
    const copy = (cut: boolean): boolean => {
      const fragment = fragmentOf(store.template, places());
      if (fragment.nodes.length === 0) return false;
      held = cut ? { ...fragment, cut: true } : fragment;
      setCanPaste(true);
      return true;
    };
    const remove = (): boolean => {
      const chosen = places();
      if (!removable(store.template, chosen)) {
        setSaid("封面、引言和清单所在的部分不能删除");
        return false;
      }
      const rows = treeRows(store.template, new Set());
      const next = rows[rows.findIndex(({ id }) => selection.chosen.has(id)) - 1];
      if (store.edit(removeEdit(chosen))) return false;
      if (next) selection.open(next.at);
      return true;
    };
    return {
      said,
      canPaste,
      move: (direction) => {
        const edit = moveEdit(store.draft, places(), direction);
        if (edit && !store.edit(edit)) setSaid(direction === -1 ? "已上移" : "已下移");
        else setSaid("不能再移动");
      },
      drop: (target, where) => {
        const edit = dropEdit(store.template, places(), target, where);
        if (edit && !store.edit(edit)) setSaid("已移动");
        else setSaid("不能移到这里，请另选位置");
      },
      insert: (kind = "item") => put({ nodes: [NEW[kind]()] }),
      remove: () => {
        const count = places().length;
        if (remove()) setSaid(`已删除${count}项，可撤销`);
      },
      copy: () => setSaid(copy(false) ? `已复制${held?.nodes.length ?? 0}项` : "所选内容不能复制"),
      cut: () => {
        if (removable(store.template, places()) && copy(true) && remove()) setSaid("已剪切");
      },
      merge: () => {
        const keys = places().flatMap((at) => (at.kind === "item" ? [at.key] : []));
        const into = selection.current;
        const edit = into.kind === "item" ? mergeEdit(store.draft, keys, into.key) : undefined;
        if (!edit || store.edit(edit)) {
          setSaid("请先按住 Ctrl 或 Shift 选中两条以上的条目，再并入最后选中的一条");
          return;
        }
        selection.openAll([into]);
        setSaid(`已将${keys.length}条合并为一条，可撤销`);
      },
      paste: () => {
        if (!held) return;
        put(held);
        // what was cut comes back as itself once; after that it is a copy
        held = { nodes: held.nodes };
      },
    };

    /** An item whose section is chosen goes with it. */
    function outermost(chosen: readonly Address[]): Address[] {
      return chosen.filter((at) => {
        if (at.kind !== "item") return true;
        const section = store.template.sections.find(({ items }) => items.some(({ key }) => key === at.key));
        return !section || !selection.chosen.has(rowId({ kind: "section", key: section.key }));
      });
    }
  }, [store, selection, said, canPaste]);
}
