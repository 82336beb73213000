import classes from "#app/features/reading/compare.module.css";
import { Dialog } from "#app/ui/dialog.tsx";
import { VerdictMark } from "#app/ui/verdict-mark.tsx";
import type { AcrossRow } from "#core/api/review.ts";

export interface Compared {
  row: AcrossRow;
  /** the district that is being reviewed */
  here: boolean;
}

export interface CompareDialogProps {
  title: string;
  columns: readonly Compared[];
  onClose: () => void;
}

/** One item of several districts side by side: score, figures under each other, prose. */
export function CompareDialog({ title, columns, onClose }: CompareDialogProps) {
  const figures = new Map(columns.flatMap(({ row }) => row.figures.map(({ fieldKey, label }) => [fieldKey, label])));
  return (
    <Dialog whole title={`对照：${title}`} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <section className={classes.box} tabIndex={0} aria-label="各区县并排">
        <table className={classes.table}>
          <thead>
            <tr>
              <td />
              {columns.map(({ row, here }) => (
                <th key={row.submissionId} scope="col" data-here={here}>
                  {row.district}
                  {here && <small>本区</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">自评分</th>
              {columns.map(({ row }) => (
                <td key={row.submissionId} className={classes.number}>
                  {row.selfScore ?? "未填"}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">审核结论</th>
              {columns.map(({ row }) => (
                <td key={row.submissionId}>
                  {row.settled.verdict === null ? "尚未确定" : <VerdictMark verdict={row.settled.verdict} />}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">佐证材料</th>
              {columns.map(({ row }) => (
                <td key={row.submissionId} className={classes.number}>
                  {row.evidence}份
                </td>
              ))}
            </tr>
            {[...figures].map(([fieldKey, label]) => (
              <tr key={fieldKey}>
                <th scope="row">{label}</th>
                {columns.map(({ row }) => (
                  <td key={row.submissionId} className={classes.number}>
                    {row.figures.find((each) => each.fieldKey === fieldKey)?.text ?? "未填"}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">正文</th>
              {columns.map(({ row }) => (
                <td key={row.submissionId} className={classes.prose}>
                  {row.text || "没有正文"}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </section>
    </Dialog>
  );
}
