import classes from "#app/features/conclusion/conclusion.module.css";
import { credibilityWork, differenceText } from "#app/features/conclusion/conclusion-draft.ts";
import type { Ledger } from "#core/review/ledger.ts";
import { CREDIBILITY_TEXT, type CredibilityFormula } from "#core/review/scoring.ts";

/** What a review comes to: totals, grade, credibility with the way it was counted. */
export function Facts({ ledger, formula }: { ledger: Ledger; formula: CredibilityFormula }) {
  const { totals, grade, vetoed, credibility } = ledger;
  const off = differenceText(totals.self, totals.verified);
  const titles = ledger.rows
    .filter(({ itemKey }) => vetoed.includes(itemKey))
    .map(({ label, heading }) => `${label}.${heading}`);
  return (
    <dl className={classes.facts}>
      <div>
        <dt>自评总分</dt>
        <dd>
          {totals.self === null ? "未填全" : `${totals.self}分`}
          <small>满分{totals.points}分</small>
        </dd>
      </div>
      <div>
        <dt>核定总分</dt>
        <dd>
          {totals.total}分
          <small>
            {totals.bonus !== "0" && `含加分${totals.bonus}分；`}
            {totals.open > 0 ? `还有${totals.open}条未评分` : off === "" ? "与自评一致" : `核定比自评 ${off}分`}
          </small>
        </dd>
      </div>
      <div>
        <dt>等次</dt>
        <dd>
          {grade ?? "评分未完成"}
          {titles.length > 0 && <small className={classes.vetoed}>一票否决：{titles.join("、")}未达标</small>}
        </dd>
      </div>
      <div>
        <dt>自评可信度</dt>
        <dd>
          {credibility === null ? "—" : `${credibility}%`}
          <small>{CREDIBILITY_TEXT[formula]}</small>
          <small>{credibilityWork(ledger, formula) ?? "自评分或核定分未填全，暂不计算"}</small>
        </dd>
      </div>
    </dl>
  );
}
