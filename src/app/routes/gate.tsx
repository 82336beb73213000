import type { QueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { flowQuery } from "#app/data/flow-queries.ts";
import { staffQuery } from "#app/data/submission-queries.ts";
import { GatePage } from "#app/features/submit-gate/gate-page.tsx";
import { fieldElementId, NARRATIVE_ELEMENT_ID } from "#app/ui/focus-field.ts";
import type { GateReason } from "#core/submission/gate-reason.ts";

export const load = (queryClient: QueryClient, { submissionId }: { submissionId: string }): Promise<unknown> =>
  Promise.all([
    queryClient.ensureQueryData(flowQuery(submissionId)),
    queryClient.ensureQueryData(staffQuery(submissionId)),
  ]);

/** Composing and writers are far more than the page: they come when somebody has submitted. */
const FrozenFiles = lazy(() =>
  import("#app/features/report/frozen-files.tsx").then((module) => ({ default: module.FrozenFiles })),
);

export function GateRoute() {
  const { submissionId } = useParams({ from: "/inside/submissions/$submissionId/gate" });
  return (
    <Suspense fallback={<p>正在检查…</p>}>
      <GatePage
        aside={
          <>
            <Link to="/submissions/$submissionId/report" params={{ submissionId }}>
              审读报告
            </Link>
            <Link to="/submissions/$submissionId" params={{ submissionId }}>
              返回填报
            </Link>
          </>
        }
        filesOf={(round) => (
          <Suspense fallback={<p>正在准备…</p>}>
            <FrozenFiles round={round} />
          </Suspense>
        )}
        outcome={
          <>
            <Link to="/submissions/$submissionId/review" params={{ submissionId }}>
              审核结果
            </Link>
            <Link to="/rectification">整改台账</Link>
          </>
        }
        linkTo={(reason, text) => (
          <Link
            to="/submissions/$submissionId/items/$itemKey"
            params={{ submissionId, itemKey: reason.itemKey }}
            hash={placeOf(reason)}
          >
            {text}
          </Link>
        )}
      />
    </Suspense>
  );
}

/** Where in the item the reason is settled. */
function placeOf({ kind, fieldKey }: GateReason): string {
  switch (kind) {
    case "missing-narrative":
      return NARRATIVE_ELEMENT_ID;
    case "missing-evidence":
    case "unexplained-warning":
      return "checks";
    case "open-comments":
      return "comments";
    default:
      return fieldKey === undefined ? "" : fieldElementId(fieldKey);
  }
}
