import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { shortStamp } from "#app/data/clock.ts";
import { leftoverQuery } from "#app/data/draft-queries.ts";
import { useSettle } from "#app/data/leftover.ts";
import { useMayHere } from "#app/data/use-flow.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/leftover/leftover.module.css";
import { PlaceAnswerDialog } from "#app/features/leftover/place-answer-dialog.tsx";
import { PlaceEvidenceDialog } from "#app/features/leftover/place-evidence-dialog.tsx";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { Page } from "#app/ui/page.tsx";
import type { Orphan } from "#core/api/upgrade.ts";

/** What upgrades of the checklist found no place for: kept in full, until somebody has dealt with each. */
export function LeftoverPage() {
  const { id: submissionId } = useWorkspace();
  const { data } = useSuspenseQuery(leftoverQuery(submissionId));
  const settles = useMayHere("submission.upgrade");
  const [placing, setPlacing] = useState<Orphan>();
  const open = data.filter(({ settledAt }) => settledAt === null);
  const settled = data.filter(({ settledAt }) => settledAt !== null);
  const Place = placing?.kind === "evidence" ? PlaceEvidenceDialog : PlaceAnswerDialog;
  return (
    <Page
      title="升级后待安置的内容"
      aside={
        <Link to="/submissions/$submissionId" params={{ submissionId }}>
          回到填报
        </Link>
      }
    >
      <Notice tone={open.length > 0 ? "warn" : "good"}>
        {open.length > 0
          ? `清单升级后，有${open.length}处已填内容在新版本中没有位置。请逐处放到合适的条目，或标为“不再需要”；原内容一直保留，可随时查看。${settles ? "" : "由统稿人处理。"}`
          : data.length > 0
            ? "所有内容都已处理，原内容仍保留在下面。"
            : "清单升级没有留下待安置的内容。"}
      </Notice>
      {open.map((orphan) => (
        <OrphanCard key={orphan.id} orphan={orphan} settles={settles} onPlace={() => setPlacing(orphan)} />
      ))}
      {settled.length > 0 && (
        <details className={classes.settled}>
          <summary>已处理（{settled.length}处）</summary>
          {settled.map((orphan) => (
            <OrphanCard key={orphan.id} orphan={orphan} settles={settles} />
          ))}
        </details>
      )}
      {placing && <Place key={placing.id} orphan={placing} onClose={() => setPlacing(undefined)} />}
    </Page>
  );
}

interface OrphanCardProps {
  orphan: Orphan;
  settles: boolean;
  /** absent = it has been dealt with */
  onPlace?: () => void;
}

function OrphanCard({ orphan, settles, onPlace }: OrphanCardProps) {
  const { id: submissionId } = useWorkspace();
  const settle = useSettle();
  const name = `${orphan.title}·${orphan.kind === "evidence" ? `《${orphan.text}》` : orphan.label}`;
  return (
    <article className={classes.card} aria-label={name}>
      <h2>
        {name}
        <small className={classes.origin}>
          原在{orphan.from}版，升级到{orphan.to}版
        </small>
      </h2>
      {orphan.kind === "answer" && <p className={classes.text}>{orphan.text}</p>}
      {orphan.note && <p className={classes.note}>{orphan.note}。</p>}
      {orphan.kind === "evidence" && orphan.evidenceId !== undefined && (
        <p className={classes.note}>
          <Link
            to="/submissions/$submissionId/evidence"
            params={{ submissionId }}
            search={{ record: orphan.evidenceId }}
          >
            在材料库中查看
          </Link>
        </p>
      )}
      {orphan.settledAt !== null && (
        <p className={classes.note}>
          {shortStamp(orphan.settledAt)}由{orphan.settledBy}标为已处理。
        </p>
      )}
      <FormFailure message={settle.error?.message} />
      {settles && (
        <div className={classes.actions}>
          {onPlace ? (
            <>
              <Button size="compact-sm" onClick={onPlace} aria-label={`放到条目：${name}`}>
                放到条目…
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                loading={settle.isPending}
                onClick={() => settle.mutate({ orphan, settled: true })}
                aria-label={`不再需要：${name}`}
              >
                不再需要
              </Button>
            </>
          ) : (
            <Button
              size="compact-sm"
              variant="default"
              loading={settle.isPending}
              onClick={() => settle.mutate({ orphan, settled: false })}
              aria-label={`恢复为待处理：${name}`}
            >
              恢复为待处理
            </Button>
          )}
        </div>
      )}
    </article>
  );
}
