import type { ReactNode } from "react";
import { ConcludeForm, type ConcludeFormProps } from "#app/features/conclusion/conclude-form.tsx";
import { ConcludedView } from "#app/features/conclusion/concluded-view.tsx";
import classes from "#app/features/conclusion/conclusion.module.css";
import { Facts } from "#app/features/conclusion/facts.tsx";
import { LedgerTable } from "#app/features/conclusion/ledger-table.tsx";
import { OpinionItems } from "#app/features/conclusion/opinion-preview.tsx";
import { WarningList } from "#app/features/conclusion/warning-list.tsx";
import type { ConcludedReview, ConcludeWarning } from "#core/api/conclusion.ts";
import type { CredibilityFormula } from "#core/review/scoring.ts";

export interface ConclusionPageProps extends ConcludeFormProps {
  formula: CredibilityFormula;
  linkTo: (warning: ConcludeWarning) => ReactNode;
  /** the opinion and the ledger as files */
  files: (concluded: ConcludedReview) => ReactNode;
}

/** One district's review brought to its end: looked over, written up, frozen. */
export function ConclusionPage(props: ConclusionPageProps) {
  const { head, preview, items, formula, accountId, linkTo, files, onChanged } = props;
  const { concluded } = preview;
  if (concluded) return <ConcludedView {...{ head, concluded, formula, accountId, files }} onReopened={onChanged} />;
  return (
    <>
      <section className={classes.part} aria-label="办结前核对">
        <WarningList warnings={preview.warnings} linkTo={linkTo} />
      </section>
      <Facts ledger={preview.preview.ledger} formula={formula} />
      <section className={classes.part}>
        <h2 className={classes.partTitle}>自评分与核定分</h2>
        <LedgerTable ledger={preview.preview.ledger} />
      </section>
      <section className={classes.part}>
        <h2 className={classes.partTitle}>各条审核意见</h2>
        <OpinionItems items={preview.preview.items} />
      </section>
      <ConcludeForm head={head} preview={preview} items={items} accountId={accountId} onChanged={onChanged} />
    </>
  );
}
