import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { openReturns } from "#app/data/flow-facts.ts";
import { frozenVersionQuery } from "#app/data/flow-queries.ts";
import { changedItems } from "#app/data/resubmission.ts";
import { useContent, useFindings, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/submit-gate/flow.module.css";
import { ItemChanges } from "#app/ui/item-changes.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { Flow } from "#core/api/flow.ts";

/** Before it is sent again: what was asked for, and what has been changed since the version that was returned. */
export function Resubmission({ flow }: { flow: Flow }) {
  const { id } = useWorkspace();
  const content = useContent();
  const findings = useFindings();
  const returns = openReturns(flow);
  const round = Math.max(...returns.map((each) => each.round));
  const before = useQuery(frozenVersionQuery(id, round));
  const changed = useMemo(
    () =>
      before.data
        ? changedItems(content, findings, before.data, new Set(openReturns(flow).map(({ itemKey }) => itemKey)))
        : [],
    [before.data, content, findings, flow],
  );
  if (before.isError)
    return (
      <Notice tone="warn">
        没有读到第{round}次报送的内容：{before.error.message}
      </Notice>
    );
  return (
    <section className={classes.panel} aria-labelledby="changes-title">
      <h2 id="changes-title" className={classes.title}>
        与第{round}次报送相比的修改
      </h2>
      {before.isPending && <p className={classes.hint}>正在比较…</p>}
      {changed.map(({ itemKey, item, difference }) => (
        <article key={itemKey} className={classes.changed}>
          <h3>{item}</h3>
          {returns
            .filter((each) => each.itemKey === itemKey)
            .map(({ returnedAt, reason }) => (
              <p key={`${returnedAt} ${reason}`} className={classes.reason}>
                退回原因：{reason}
              </p>
            ))}
          {difference.changed ? (
            <ItemChanges difference={difference} />
          ) : (
            <Notice tone="warn">退回后还没有修改。确实不用修改的，请在本条写明说明，供督学查看。</Notice>
          )}
        </article>
      ))}
    </section>
  );
}
