import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { reviewResultQuery } from "#app/data/result-queries.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/review-result/result.module.css";
import { ResultItems } from "#app/features/review-result/result-items.tsx";
import { ResultScores } from "#app/features/review-result/result-scores.tsx";
import { Returns } from "#app/features/review-result/returns.tsx";
import { Threads } from "#app/features/review-result/threads.tsx";
import { FlowStanding } from "#app/ui/flow-standing.tsx";
import { Page } from "#app/ui/page.tsx";
import type { ConcludedReview } from "#core/api/conclusion.ts";
import type { ReviewThread } from "#core/api/review.ts";

export interface ResultPageProps {
  aside: ReactNode;
  linkTo: (itemKey: string, text: string) => ReactNode;
  /** the opinion and the ledger as files */
  files: (concluded: ConcludedReview) => ReactNode;
}

/** What the city found: score and grade, every item's verdict with its reasons, what was returned, what was said. */
export function ResultPage({ aside, linkTo, files }: ResultPageProps) {
  const { id } = useWorkspace();
  const { data } = useSuspenseQuery(reviewResultQuery(id));
  const { flow, concluded, threads } = data;
  const byItem = threadsByItem(threads);
  return (
    <Page title="审核结果" aside={<div className={classes.links}>{aside}</div>} width="full">
      <FlowStanding flow={flow} />
      {concluded ? (
        <>
          <ResultScores concluded={concluded} files={files(concluded)} />
          <ResultItems concluded={concluded} threads={byItem} linkTo={linkTo} />
        </>
      ) : (
        <p className={classes.none}>
          {flow.returns.length > 0
            ? "审核还没有办结。下面是督学退回的条目和意见；办结后这里显示得分、等次和各条结论。"
            : "审核还没有办结。办结后这里显示得分、等次、各条结论和意见；现在不用做什么。"}
        </p>
      )}
      <Returns returns={flow.returns} linkTo={linkTo} />
      {!concluded && <Threads title="督学的意见" threads={threads} />}
    </Page>
  );
}

function threadsByItem(threads: readonly ReviewThread[]): Map<string, ReviewThread[]> {
  const byItem = new Map<string, ReviewThread[]>();
  for (const thread of threads) byItem.set(thread.itemKey, [...(byItem.get(thread.itemKey) ?? []), thread]);
  return byItem;
}
