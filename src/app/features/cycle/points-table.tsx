import { Button, Checkbox, TextInput } from "@mantine/core";
import classes from "#app/features/cycle/cycle.module.css";
import { pointTotals, type ScoringFaults, totalNote } from "#app/features/cycle/scoring-draft.ts";
import { UsualMark } from "#app/features/cycle/usual-mark.tsx";
import table from "#app/ui/work-table.module.css";
import { evenPoints, type ItemPoints, type Scoring } from "#core/review/scoring.ts";
import { sectionItems } from "#core/template/outline.ts";
import type { Template } from "#core/template/schema.ts";

export interface PointsTableProps {
  template: Template;
  draft: Scoring;
  faults: ScoringFaults;
  onChange: (draft: Scoring) => void;
  readOnly: boolean;
}

/** What each item is worth; what is left empty is not scored. */
export function PointsTable({ template, draft, faults, onChange, readOnly }: PointsTableProps) {
  const put = (itemKey: string, worth: ItemPoints | undefined): void => {
    const { [itemKey]: _, ...others } = draft.items;
    const items = worth === undefined ? others : { ...others, [itemKey]: worth };
    onChange({ ...draft, items, defaults: { ...draft.defaults, points: false } });
  };
  const totals = pointTotals(draft);
  return (
    <>
      <h3 className={classes.partTitle}>
        各条分值 <UsualMark usual={draft.defaults.points} />
        {!readOnly && !draft.defaults.points && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() =>
              onChange({ ...draft, items: evenPoints(template), defaults: { ...draft.defaults, points: true } })
            }
          >
            恢复为平均分值
          </Button>
        )}
      </h3>
      <div className={table.box}>
        <table className={table.table}>
          <caption className={table.caption}>各条分值</caption>
          <thead>
            <tr>
              <th scope="col">条目</th>
              <th scope="col" className={table.number}>
                分值
              </th>
              <th scope="col">加分项</th>
              <th scope="col">一票否决</th>
            </tr>
          </thead>
          <tbody>
            {sectionItems(template).map(({ item, label }) => (
              <PointsRow
                key={item.key}
                title={`${label}.${item.heading}`}
                worth={Object.hasOwn(draft.items, item.key) ? draft.items[item.key] : undefined}
                fault={faults.get(`items.${item.key}.points`)}
                onChange={(worth) => put(item.key, worth)}
                readOnly={readOnly}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">合计</th>
              <td className={table.number}>{totals ? `${totals.points}分` : "—"}</td>
              <td colSpan={2}>
                {totals && totals.bonus !== "0" && `另有加分${totals.bonus}分`}
                {totals && totalNote(totals.points)}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}

interface PointsRowProps {
  title: string;
  worth: ItemPoints | undefined;
  fault: string | undefined;
  onChange: (worth: ItemPoints | undefined) => void;
  readOnly: boolean;
}

const NOTHING: ItemPoints = { points: "", bonus: false, veto: false };

function PointsRow({ title, worth, fault, onChange, readOnly }: PointsRowProps) {
  const known = worth ?? NOTHING;
  const type = (points: string): void =>
    onChange(points.trim() === "" ? undefined : { ...known, points: points.trim() });
  return (
    <tr>
      <th scope="row">{title}</th>
      <td className={table.number}>
        <TextInput
          size="xs"
          className={classes.points}
          aria-label={`${title}：分值`}
          inputMode="decimal"
          placeholder="不计分"
          maxLength={8}
          value={known.points}
          readOnly={readOnly}
          error={fault}
          onChange={(event) => type(event.currentTarget.value)}
        />
      </td>
      <td>
        <Checkbox
          size="xs"
          aria-label={`${title}：加分项`}
          checked={known.bonus}
          disabled={readOnly || worth === undefined}
          onChange={(event) => onChange({ ...known, bonus: event.currentTarget.checked })}
        />
      </td>
      <td>
        <Checkbox
          size="xs"
          aria-label={`${title}：一票否决`}
          checked={known.veto}
          disabled={readOnly || worth === undefined}
          onChange={(event) => onChange({ ...known, veto: event.currentTarget.checked })}
        />
      </td>
    </tr>
  );
}
