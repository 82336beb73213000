import { Fragment } from "react";
import classes from "#app/features/conclusion/conclusion.module.css";
import { differenceText } from "#app/features/conclusion/conclusion-draft.ts";
import table from "#app/ui/work-table.module.css";
import { type Ledger, type LedgerRow, SCORE_STATE_TEXT } from "#core/review/ledger.ts";
import { VERDICT_TEXT } from "#core/review/verdict.ts";

/** Self against verified, item by item under their sections, with every deduction. */
export function LedgerTable({ ledger }: { ledger: Ledger }) {
  const { rows, sections, totals } = ledger;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section className={table.box} aria-label="自评分与核定分对照" tabIndex={0}>
      <table className={table.table}>
        <caption className={table.caption}>自评分与核定分对照</caption>
        <thead>
          <tr>
            <th scope="col">条目</th>
            <th scope="col" className={table.number}>
              分值
            </th>
            <th scope="col" className={table.number}>
              自评分
            </th>
            <th scope="col" className={table.number}>
              核定分
            </th>
            <th scope="col" className={table.number}>
              相差
            </th>
            <th scope="col">结论</th>
            <th scope="col">扣分</th>
          </tr>
        </thead>
        <tbody>
          {sections.map(({ sectionKey, section, points, self, verified }) => (
            <Fragment key={sectionKey}>
              <tr className={classes.section}>
                <th scope="row">{section}</th>
                <Figures points={points} self={self} verified={verified} />
                <td colSpan={2} />
              </tr>
              {rows
                .filter((row) => row.sectionKey === sectionKey)
                .map((row) => (
                  <ItemRow key={row.itemKey} row={row} />
                ))}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <Figures points={totals.points} self={totals.self} verified={totals.verified} />
            <td colSpan={2}>{totals.bonus !== "0" && `另有加分${totals.bonus}分，总分${totals.total}分`}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Figures({ points, self, verified }: Pick<LedgerRow, "points" | "self" | "verified">) {
  return (
    <>
      <td className={table.number}>{points ?? "—"}</td>
      <td className={table.number}>{self ?? "—"}</td>
      <td className={table.number}>{verified ?? "—"}</td>
      <td className={table.number}>{differenceText(self, verified)}</td>
    </>
  );
}

function ItemRow({ row }: { row: LedgerRow }) {
  const { label, heading, bonus, veto, state, verdict, deductions } = row;
  return (
    <tr>
      <th scope="row">
        {label}.{heading}
        {bonus && "（加分项）"}
        {veto && "（一票否决）"}
      </th>
      <Figures points={row.points} self={row.self} verified={row.verified} />
      <td>
        {verdict === null ? "未作结论" : VERDICT_TEXT[verdict]}
        {state === "needs-third" && <span className={table.late}>，{SCORE_STATE_TEXT[state]}</span>}
      </td>
      <td className={table.wide}>
        <ul className={classes.deductions}>
          {deductions.map(({ points, reason }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same
            <li key={index}>
              扣{points}分：{reason}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
