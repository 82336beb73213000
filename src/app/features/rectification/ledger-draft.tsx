import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { RefObject } from "react";
import { lastProblemsQuery } from "#app/data/result-queries.ts";
import { useAssignment, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/rectification/rectification.module.css";
import { Notice } from "#app/ui/notice.tsx";
import type { ProseHandle } from "#app/ui/prose-handle.ts";
import { PROBLEM_STATE_TEXT } from "#core/review/problem.ts";

export interface LedgerDraftProps {
  itemKey: string;
  prose: RefObject<ProseHandle | undefined>;
}

/** What the last review found, with a draft of the prose made from it; what stands there already stays in front. */
export function LedgerDraft({ itemKey, prose }: LedgerDraftProps) {
  const workspace = useWorkspace();
  const { writable } = useAssignment(itemKey);
  const { data, error } = useQuery(lastProblemsQuery(workspace.id));
  if (error) return <Notice tone="warn">没有读到上轮反馈问题：{error.message}</Notice>;
  if (!data || data.problems.length === 0) return null;
  const begin = (): void => {
    const written = workspace.answer(itemKey).narrative?.trimEnd() ?? "";
    prose.current?.replaceAll(written === "" ? data.narrative : `${written}\n${data.narrative}`);
  };
  return (
    <section className={classes.ledgerDraft} aria-label="上轮反馈问题">
      <p className={classes.hint}>
        {data.year}年度评价反馈问题{data.problems.length}个，整改情况见整改台账；可据此起草，再按本地情况修改。
      </p>
      <details>
        <summary>查看问题</summary>
        <ol>
          {data.problems.map(({ id, text, state, overdue }) => (
            <li key={id}>
              {text}（{PROBLEM_STATE_TEXT[state]}
              {overdue && "，已逾期"}）
            </li>
          ))}
        </ol>
      </details>
      {writable && (
        <Button size="xs" variant="light" onClick={begin}>
          由整改台账起草
        </Button>
      )}
    </section>
  );
}
