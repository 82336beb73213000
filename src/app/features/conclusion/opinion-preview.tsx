import classes from "#app/features/conclusion/conclusion.module.css";
import table from "#app/ui/work-table.module.css";
import type { Conclusion } from "#core/api/conclusion.ts";
import { VERDICT_TEXT } from "#core/review/verdict.ts";

/** What the opinion says item by item; without the names of those who said it. */
export function OpinionItems({ items }: Pick<Conclusion, "items">) {
  if (items.length === 0) return <p className={classes.hint}>还没有条目有结论。</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section className={table.box} aria-label="各条审核意见" tabIndex={0}>
      <table className={`${table.table} ${classes.table}`}>
        <caption className={table.caption}>各条审核意见</caption>
        <thead>
          <tr>
            <th scope="col">条目</th>
            <th scope="col">结论</th>
            <th scope="col">审核意见</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ itemKey, item, verdict, opinions }) => (
            <tr key={itemKey}>
              <th scope="row">{item}</th>
              <td className={table.keep}>{verdict === null ? "—" : VERDICT_TEXT[verdict]}</td>
              <td className={classes.opinion}>{opinions.join("\n") || "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
