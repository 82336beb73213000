import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { NodeTools } from "#app/features/builder/node-tools.tsx";
import { useOpenNodes } from "#app/features/builder/open-nodes.tsx";
import { moveEdit } from "#app/features/builder/structure.ts";
import { type Address, addressPath } from "#core/builder/edit.ts";

export interface NodeCardProps {
  at: Address;
  title: string;
  /** what it is, in a few words */
  about: string;
  children: () => ReactNode;
}

/** A field, rule or slot: one line that unfolds. Alt+↑/↓ on the line moves it. */
export function NodeCard({ at, title, about, children }: NodeCardProps) {
  const store = useDraftStore();
  const { isOpen, toggle } = useOpenNodes();
  const open = isOpen(at);
  const shown = title || "（未填写）";
  const Shape = open ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.node} data-open={open}>
      <div className={classes.nodeHead}>
        <button
          type="button"
          className={classes.nodeTitle}
          aria-expanded={open}
          id={`at-${addressPath(at)}`}
          onClick={() => toggle(at)}
          onKeyDown={(event) => {
            const direction = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
            if (!event.altKey || direction === 0) return;
            event.preventDefault();
            const edit = moveEdit(store.draft, [at], direction);
            const line = event.currentTarget;
            // a line that is put elsewhere in the page loses the focus
            if (edit && !store.edit(edit))
              requestAnimationFrame(() => document.activeElement === document.body && line.focus());
          }}
        >
          <Shape size={16} aria-hidden />
          <span className={classes.grow}>{shown}</span>
          <small className={classes.about}>{about}</small>
        </button>
        <NodeTools at={at} name={`“${shown}”`} />
      </div>
      {open && <div className={classes.nodeBody}>{children()}</div>}
    </div>
  );
}
