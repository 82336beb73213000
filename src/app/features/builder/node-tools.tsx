import { IconArrowDown, IconArrowUp, IconCopy, IconTrash } from "@tabler/icons-react";
import { memo } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { sameProps } from "#app/features/builder/same-props.ts";
import { moveEdit, removeEdit } from "#app/features/builder/structure.ts";
import { ToolButton } from "#app/features/builder/tool-button.tsx";
import type { Address } from "#core/builder/edit.ts";
import { findNode, keysUnder, parentOf } from "#core/builder/nodes.ts";
import { pasteEdit } from "#core/builder/paste.ts";

export interface NodeToolsProps {
  at: Address;
  name: string;
  copies?: boolean;
}

/** Up, down, double, delete: what every field, slot, rule, option and unit has. */
export const NodeTools = memo(
  function NodeTools({ at, name, copies = true }: NodeToolsProps) {
    const store = useDraftStore();
    const move = (direction: -1 | 1): void => {
      const edit = moveEdit(store.draft, [at], direction);
      if (edit) store.edit(edit);
    };
    const double = (): void => {
      const into = parentOf(store.template, at);
      const node = findNode(store.template, at);
      if (!into || !node || at.kind === "template") return;
      const keys = keysUnder(store.template, into, node.kind);
      store.edit(pasteEdit(store.draft, { nodes: [node] }, into, keys[keys.indexOf(at.key) + 1] ?? null));
    };
    return (
      <span className={classes.tools}>
        <ToolButton label={`上移${name}`} icon={IconArrowUp} onClick={() => move(-1)} />
        <ToolButton label={`下移${name}`} icon={IconArrowDown} onClick={() => move(1)} />
        {copies && <ToolButton label={`复制${name}`} icon={IconCopy} onClick={double} />}
        <ToolButton label={`删除${name}`} icon={IconTrash} onClick={() => store.edit(removeEdit([at]))} />
      </span>
    );
  },
  sameProps<NodeToolsProps>,
);
