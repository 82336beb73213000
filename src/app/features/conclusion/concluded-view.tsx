import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { shortStamp } from "#app/data/clock.ts";
import { storeKept } from "#app/data/kept.ts";
import classes from "#app/features/conclusion/conclusion.module.css";
import { draftFrom, draftName } from "#app/features/conclusion/conclusion-draft.ts";
import { Facts } from "#app/features/conclusion/facts.tsx";
import { LedgerTable } from "#app/features/conclusion/ledger-table.tsx";
import { OpinionItems } from "#app/features/conclusion/opinion-preview.tsx";
import { ReopenDialog } from "#app/features/conclusion/reopen-dialog.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { ConcludedReview } from "#core/api/conclusion.ts";
import type { ReviewHead } from "#core/api/review.ts";
import type { CredibilityFormula } from "#core/review/scoring.ts";

export interface ConcludedViewProps {
  head: ReviewHead;
  concluded: ConcludedReview;
  formula: CredibilityFormula;
  accountId: string;
  /** the opinion and the ledger as files */
  files: (concluded: ConcludedReview) => ReactNode;
  onReopened: () => Promise<void>;
}

/** What was frozen, and the documents that are made from it. */
export function ConcludedView({ head, concluded, formula, accountId, files, onReopened }: ConcludedViewProps) {
  const [reopening, setReopening] = useState(false);
  /** What was sent is where the next conclusion starts from. */
  const goOn = (): Promise<void> => {
    const { submissionId, problems, opinion } = concluded;
    storeKept(draftName(accountId, submissionId), draftFrom("", problems, opinion));
    return onReopened();
  };
  return (
    <>
      <section className={classes.part} aria-label="办结情况">
        <Notice tone="good">
          已于{shortStamp(concluded.concludedAt)}由{concluded.concludedBy}办结，内容已固定并送达区县。
          <div className={classes.hash}>校验值 {concluded.conclusionHash}</div>
        </Notice>
      </section>
      <div className={classes.part}>
        <div className={classes.bar}>
          {files(concluded)}
          {head.may.reopen && (
            <Button variant="default" onClick={() => setReopening(true)}>
              重新打开…
            </Button>
          )}
        </div>
      </div>
      <Facts ledger={concluded.ledger} formula={formula} />
      {concluded.opinion !== "" && (
        <section className={classes.part}>
          <h2 className={classes.partTitle}>总体意见</h2>
          <p className={classes.written}>{concluded.opinion}</p>
        </section>
      )}
      <section className={classes.part}>
        <h2 className={classes.partTitle}>问题清单（{concluded.problems.length}个）</h2>
        {concluded.problems.length === 0 && <p className={classes.hint}>没有列出问题。</p>}
        <ol className={classes.problems}>
          {concluded.problems.map(({ number, item, text }) => (
            <li key={number} className={classes.problem}>
              <b>
                第{number}号：{item}
              </b>
              <div style={{ whiteSpace: "pre-wrap" }}>{text}</div>
            </li>
          ))}
        </ol>
      </section>
      <section className={classes.part}>
        <h2 className={classes.partTitle}>自评分与核定分</h2>
        <LedgerTable ledger={concluded.ledger} />
      </section>
      <section className={classes.part}>
        <h2 className={classes.partTitle}>各条审核意见</h2>
        <OpinionItems items={concluded.items} />
      </section>
      {reopening && <ReopenDialog head={head} onClose={() => setReopening(false)} onReopened={goOn} />}
    </>
  );
}
