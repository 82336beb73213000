import { Checkbox, TextInput } from "@mantine/core";
import { useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { type Json, useSet, useTyped, wholeNumber } from "#app/features/builder/properties.tsx";
import type { Template } from "#core/template/schema.ts";

const AT = { kind: "template" } as const;

type Plan = NonNullable<Template["plan"]>;

/** The plan whose carrying-out the checklist evaluates; the aims of its fields are this plan's. */
export function PlanProperties({ plan, year }: { plan: Plan | undefined; year: number }) {
  const store = useDraftStore();
  const set = useSet(AT);
  const begin: Json = {
    key: "plan",
    title: "规划名称",
    kind: "plan",
    region: "本区",
    from: year,
    to: year + 5,
    source: "本清单",
  };
  return (
    <section className={classes.card} aria-labelledby="plan-title">
      <h2 id="plan-title">所评规划</h2>
      <Checkbox
        label="本清单评价一份规划的实施"
        description="勾选后，数据项可以写明规划目标和基期，报告中有对照表"
        checked={plan !== undefined}
        onChange={(event) =>
          store.edit({ kind: "set", at: AT, patch: { plan: event.currentTarget.checked ? begin : null } })
        }
      />
      {plan && (
        <div className={classes.row}>
          <div className={classes.grow}>
            <PlanText label="规划名称" value={plan.title} write={(title) => set("plan", { ...plan, title })} />
          </div>
          <PlanText label="适用地区" value={plan.region} write={(region) => set("plan", { ...plan, region })} />
          <PlanText
            label="起始年度"
            value={String(plan.from)}
            write={(from) => set("plan", { ...plan, from: wholeNumber(from) })}
          />
          <PlanText
            label="截止年度"
            value={String(plan.to)}
            write={(to) => set("plan", { ...plan, to: wholeNumber(to) })}
          />
          <PlanText
            label="文号"
            value={plan.documentNumber ?? ""}
            write={(documentNumber) => {
              const { documentNumber: _, ...without } = plan;
              return set("plan", documentNumber === "" ? without : { ...plan, documentNumber });
            }}
          />
        </div>
      )}
    </section>
  );
}

function PlanText({
  label,
  value,
  write,
}: {
  label: string;
  value: string;
  write: (text: string) => string | undefined;
}) {
  const { text, error, type } = useTyped(value, write);
  return <TextInput label={label} value={text} error={error} onChange={(event) => type(event.currentTarget.value)} />;
}
