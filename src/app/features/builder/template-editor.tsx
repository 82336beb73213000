import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useDraft, useDraftStore } from "#app/data/draft-context.tsx";
import { AddLine } from "#app/features/builder/add-line.tsx";
import classes from "#app/features/builder/builder.module.css";
import { ANNEX_TEXT } from "#app/features/builder/labels.ts";
import { NodeTools } from "#app/features/builder/node-tools.tsx";
import { PlanProperties } from "#app/features/builder/plan-properties.tsx";
import { ChoiceProperty, TextProperty, wholeNumber } from "#app/features/builder/properties.tsx";
import { pasteEdit } from "#core/builder/paste.ts";
import { addDecimals } from "#core/quantity/decimal.ts";
import { ANNEXES, type AnnexName, type Template } from "#core/template/schema.ts";

const AT = { kind: "template" } as const;

/** What holds for the whole: names, year, points, report layout, responsible units. */
export function TemplateEditor() {
  const template = useDraft((store) => store.template);
  return (
    <>
      <section className={classes.card} aria-label="清单信息">
        <TextProperty at={AT} name="title" label="清单名称" value={template.title} />
        <TextProperty
          at={AT}
          name="reportTitle"
          label="报告标题"
          description="{district} 和 {year} 自动换成区县和年度"
          value={template.reportTitle}
        />
        <div className={classes.row}>
          <TextProperty
            at={AT}
            name="year"
            label="年度"
            value={String(template.year)}
            read={wholeNumber}
            numeric
            width={110}
          />
          <TextProperty
            at={AT}
            name="version"
            label="版本"
            description="例如 2024 或 2024.2"
            value={template.version}
            width={160}
          />
          <TextProperty
            at={AT}
            name="points"
            label="总分"
            description={totalText(template)}
            value={template.points}
            optional
            numeric
            width={200}
            placeholder="不计分"
          />
          <ChoiceProperty
            at={AT}
            name="numbering"
            label="条目编号"
            value={template.numbering}
            options={[
              { value: "running", label: "全表连续" },
              { value: "restart", label: "各章节重新起号" },
            ]}
          />
        </div>
      </section>
      <Units template={template} />
      <PlanProperties plan={template.plan} year={template.year} />
      <Annexes template={template} />
    </>
  );
}

function totalText({ sections }: Template): string {
  const points = sections.flatMap(({ items }) => items.flatMap((item) => (item.bonus ? [] : (item.points ?? []))));
  return points.length === 0 ? "各条都不计分" : `各条合计${addDecimals(points)}分`;
}

function Units({ template }: { template: Template }) {
  const store = useDraftStore();
  const add = (name: string): void => {
    store.edit(pasteEdit(store.draft, { nodes: [{ kind: "unit", value: { key: "unit", name } }] }, AT, null));
  };
  return (
    <section className={classes.card} aria-labelledby="units-title">
      <h2 id="units-title">
        责任单位<small>{template.units.length}个</small>
      </h2>
      {template.units.map((unit, index) => {
        const at = { kind: "unit", key: unit.key } as const;
        return (
          <div key={unit.key} className={classes.entry}>
            <div className={classes.grow}>
              <TextProperty at={at} name="name" label={`责任单位${index + 1}`} value={unit.name} bare />
            </div>
            <NodeTools at={at} name={`“${unit.name}”`} copies={false} />
          </div>
        );
      })}
      <p className={classes.none}>
        <Link to="/builder/$draftId/tasks" params={{ draftId: store.id }}>
          任务分解表
        </Link>
        ：各条目由哪个单位负责、何时完成，可下载Word、Excel和空白表。
      </p>
      <AddLine label="添加单位" placeholder="单位名称，例如：区财政局" onAdd={add} />
    </section>
  );
}

/** Which annexes the report has; they stand in their usual order. */
function Annexes({ template }: { template: Template }) {
  const store = useDraftStore();
  const shown = new Set<AnnexName>(template.layout?.annexes ?? ANNEXES);
  const choose = (name: AnnexName, on: boolean): void => {
    const annexes = ANNEXES.filter((each) => (each === name ? on : shown.has(each)));
    const layout = annexes.length === ANNEXES.length ? null : { annexes };
    store.edit({ kind: "set", at: AT, patch: { layout } });
  };
  return (
    <section className={classes.card} aria-labelledby="annexes-title">
      <h2 id="annexes-title">报告附件</h2>
      <p className={classes.none}>没有内容的附件不会出现在报告里。</p>
      <div className={classes.checks}>
        {ANNEXES.map((name) => (
          <Checkbox
            key={name}
            label={ANNEX_TEXT[name]}
            checked={shown.has(name)}
            onChange={(event) => choose(name, event.currentTarget.checked)}
          />
        ))}
      </div>
    </section>
  );
}
