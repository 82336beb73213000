import classes from "#app/features/reading/item-view.module.css";
import { TargetLine } from "#app/features/reading/target-line.tsx";
import type { ReviewItem } from "#core/api/review.ts";
import { expandYear, type Field, type FieldOf } from "#core/field/definition.ts";
import { displayValue, numberOf } from "#core/field/table.ts";
import { aspectText, movement } from "#core/narrative/resolve.ts";
import { compareDecimals } from "#core/quantity/decimal.ts";
import { groupDigits } from "#core/quantity/decimal-text.ts";
import { displayQuantity } from "#core/quantity/qualifier.ts";

const MOVED = { up: "增加", down: "减少", level: "持平" } as const;

/** The figures as sent: the prior value in grey, the change, the plan's target, and what last year's report said. */
export function DataTable({ item, fields, year }: { item: ReviewItem; fields: readonly Field[]; year: number }) {
  if (fields.length === 0) return null;
  return (
    <section aria-labelledby="data-title">
      <h2 id="data-title" className={classes.subtitle}>
        数据
      </h2>
      <div className={classes.box}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col" className={classes.number}>
                本年
              </th>
              <th scope="col" className={classes.number}>
                上年
              </th>
              <th scope="col" className={classes.number}>
                增减
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) =>
              field.type === "number" ? (
                <Figure key={field.key} item={item} field={field} year={year} />
              ) : (
                <tr key={field.key}>
                  <th scope="row">{field.label}</th>
                  <td colSpan={3}>{displayValue(field, item.frozen.values[field.key]) || "未填"}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Figure({ item, field, year }: { item: ReviewItem; field: FieldOf<"number">; year: number }) {
  const value = numberOf(field, item.frozen.values[field.key]);
  const moved = movement(field, value);
  const growth = field.unit === "%" || field.unit === "百分点" ? undefined : aspectText(field, value, "增幅");
  const change = aspectText(field, value, "增量");
  const reported = item.last?.past?.values.find(({ fieldKey }) => fieldKey === field.key);
  const differs =
    reported?.now !== undefined && value?.prior !== undefined && compareDecimals(reported.now, value.prior) !== 0;
  return (
    <tr>
      <th scope="row">
        {field.label}
        {item.targets
          .filter(({ fieldKey }) => fieldKey === field.key)
          .map((target) => (
            <TargetLine key={`${target.plan} ${target.target}`} target={target} />
          ))}
      </th>
      <td className={classes.number}>
        {displayValue(field, item.frozen.values[field.key]) || <span className={classes.prior}>未填</span>}
      </td>
      <td className={`${classes.number} ${classes.prior}`}>
        {value?.prior === undefined
          ? field.prior === undefined
            ? ""
            : "未填"
          : displayQuantity(value.prior, field.unit, undefined)}
        {reported && (
          <small data-tone={differs ? "warn" : undefined}>
            {item.last?.year}年报告：{reported.text}
            {differs && "，与本次上年数不一致"}
          </small>
        )}
        {field.prior !== undefined && value?.prior !== undefined && <small>{expandYear(field.prior, year)}</small>}
      </td>
      <td className={classes.number}>
        {moved && MOVED[moved]}
        {moved && moved !== "level" && change && ` ${groupDigits(change)}`}
        {moved && moved !== "level" && growth && (
          <small>
            {moved === "up" ? "+" : "−"}
            {growth}
          </small>
        )}
      </td>
    </tr>
  );
}
