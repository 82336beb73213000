import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { staffQuery } from "#app/data/submission-queries.ts";
import type { Workspace } from "#app/data/workspace.ts";
import { useEveryChange, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/submit-gate/gate.module.css";
import { gateGroups } from "#app/features/submit-gate/gate-groups.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import { type LocalEdit, mayPass, submitGate } from "#core/submission/gate.ts";
import type { GateReason } from "#core/submission/gate-reason.ts";

export interface GatePageProps {
  aside: ReactNode;
  linkTo: (reason: GateReason, text: string) => ReactNode;
}

/** Everything that stands between this submission and its being submitted, by the same function as on the server. */
export function GatePage({ aside, linkTo }: GatePageProps) {
  const workspace = useWorkspace();
  useEveryChange();
  const { data: units } = useSuspenseQuery(staffQuery(workspace.id));
  const staffed = new Set(units.filter(({ people }) => people.length > 0).map(({ id }) => id));
  const reasons = submitGate(workspace.content(), workspace.findings, {
    signOff: (itemKey) => workspace.assignment(itemKey).signOff?.state ?? "open",
    unitOf: (itemKey) => workspace.assignment(itemKey).unitId ?? undefined,
    staffed: (unitId) => staffed.has(unitId),
    openComments: (itemKey) => workspace.assignment(itemKey).openComments,
    localEdit: (itemKey) => localEdit(workspace, itemKey),
  });
  const blocking = reasons.filter(({ blocks }) => blocks).length;
  return (
    <Page title="提交前检查" aside={aside}>
      {mayPass(reasons) ? (
        <Notice tone="good">
          内容齐备，检查通过，可以送审。{reasons.length > 0 && "下列事项不妨碍提交，建议先看一看。"}
        </Notice>
      ) : (
        <Notice tone="warn">还有{blocking}处要处理，处理完才能提交。每一处都可以点开，直接到要改的地方。</Notice>
      )}
      {gateGroups(reasons).map(({ key, title, hint, items, count }) => (
        <section key={key} className={classes.group} aria-labelledby={`gate-${key}`}>
          <h2 id={`gate-${key}`} className={classes.title}>
            {title}
            <span className={classes.count}>{count}处</span>
          </h2>
          <p className={classes.hint}>{hint}</p>
          <ul className={classes.list}>
            {items.map(({ item, reasons: own }) => (
              <li key={own[0].itemKey} className={classes.item}>
                <span className={classes.heading}>{item}</span>
                <ul className={classes.reasons}>
                  {own.map((reason) => (
                    <li key={reason.id}>{linkTo(reason, reason.message)}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}

/** What the server has not got from this browser. */
function localEdit(workspace: Workspace, itemKey: string): LocalEdit | undefined {
  switch (workspace.saveState(itemKey).kind) {
    case "saved":
      return undefined;
    case "unsaved":
    case "saving":
    case "waiting":
      return "unsent";
    case "conflict":
      return "conflict";
    case "refused":
    case "locked":
      return "refused";
  }
}
