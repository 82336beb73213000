import { type QueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, Navigate, useNavigate, useParams } from "@tanstack/react-router";
import { Suspense, useCallback, useMemo } from "react";
import { cycleQuery } from "#app/data/review-queries.ts";
import { templateQuery } from "#app/data/submission-queries.ts";
import { useVerdictUpkeep } from "#app/data/verdict-desk.ts";
import { AcrossPage } from "#app/features/reading/across-page.tsx";
import { loadCycle } from "#app/routes/load-cycle.ts";
import { useWorkbenchKeys } from "#app/ui/workbench-keys.ts";
import { outline, placedTitle } from "#core/template/outline.ts";

export const load = (queryClient: QueryClient, { cycleId }: { cycleId: string }): Promise<unknown> =>
  loadCycle(queryClient, cycleId);

/** Without an item: the first of the checklist. */
export function AcrossIndexRoute() {
  const { cycleId } = useParams({ from: "/inside/across/$cycleId" });
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <First cycleId={cycleId} />
    </Suspense>
  );
}

function First({ cycleId }: { cycleId: string }) {
  const [first] = useItems(cycleId);
  if (!first) return null;
  return <Navigate to="/across/$cycleId/$itemKey" params={{ cycleId, itemKey: first.value }} replace />;
}

export function AcrossRoute() {
  return (
    <Suspense fallback={<p>正在打开…</p>}>
      <Loaded />
    </Suspense>
  );
}

function Loaded() {
  const { cycleId, itemKey } = useParams({ from: "/inside/across/$cycleId/$itemKey" });
  const navigate = useNavigate();
  const items = useItems(cycleId);
  useVerdictUpkeep(undefined);
  const open = useCallback(
    (key: string) => void navigate({ to: "/across/$cycleId/$itemKey", params: { cycleId, itemKey: key } }),
    [navigate, cycleId],
  );
  useWorkbenchKeys({
    step: (offset) => {
      const next = items[items.findIndex(({ value }) => value === itemKey) + offset];
      if (next) open(next.value);
    },
  });
  return (
    <AcrossPage
      cycleId={cycleId}
      itemKey={itemKey}
      items={items}
      onItem={open}
      aside={
        <Link to="/reviews" search={{ cycle: cycleId }}>
          返回审核清单
        </Link>
      }
    />
  );
}

/** The items of the cycle's checklist, sections first: they are what is compared. */
function useItems(cycleId: string): { value: string; label: string }[] {
  const { data: cycle } = useSuspenseQuery(cycleQuery(cycleId));
  const { data: template } = useSuspenseQuery(templateQuery(cycle.template.id, cycle.template.version));
  return useMemo(() => {
    const placed = outline(template);
    const sections = placed.filter(({ place }) => place.kind === "section");
    const others = placed.filter(({ place }) => place.kind === "part");
    return [...sections, ...others].map((each) => ({ value: each.item.key, label: placedTitle(each) }));
  }, [template]);
}
