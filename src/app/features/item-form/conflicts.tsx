import { lazy, Suspense } from "react";
import { useSaveState } from "#app/data/workspace-context.tsx";
import type { Item } from "#core/template/schema.ts";

const ConflictPanel = lazy(() =>
  import("#app/features/item-form/conflict-panel.tsx").then((module) => ({ default: module.ConflictPanel })),
);

/** Shown while a person has to decide; it is seldom needed, so it comes when it is. */
export function Conflicts({ item }: { item: Item }) {
  const save = useSaveState(item.key);
  if (save.kind !== "conflict") return null;
  return (
    <Suspense fallback={<p>正在打开需要您决定的内容…</p>}>
      <ConflictPanel item={item} conflicts={save.conflicts} stale={save.stale} />
    </Suspense>
  );
}
