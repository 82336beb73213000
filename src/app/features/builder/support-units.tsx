import { Checkbox } from "@mantine/core";
import { memo } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import type { Item, Template } from "#core/template/schema.ts";

export interface SupportUnitsProps extends Pick<Item, "lead" | "support"> {
  itemKey: string;
  units: Template["units"];
}

/** Who helps the unit that leads. */
export const SupportUnits = memo(function SupportUnits({ itemKey, lead, support: helping, units }: SupportUnitsProps) {
  const store = useDraftStore();
  const chosen = new Set(helping);
  const choose = (key: string, on: boolean): void => {
    const support = units.map((unit) => unit.key).filter((each) => (each === key ? on : chosen.has(each)));
    store.edit({ kind: "set", at: { kind: "item", key: itemKey }, patch: { support } });
  };
  const names = units.filter(({ key }) => chosen.has(key)).map(({ name }) => name);
  return (
    <details className={classes.support}>
      <summary>配合单位：{names.length === 0 ? "无" : names.join("、")}</summary>
      <fieldset className={classes.units} aria-label="配合单位">
        {units
          .filter(({ key }) => key !== lead)
          .map(({ key, name }) => (
            <Checkbox
              key={key}
              size="xs"
              value={key}
              label={name}
              checked={chosen.has(key)}
              onChange={(event) => choose(key, event.currentTarget.checked)}
            />
          ))}
        {units.length === 0 && <p className={classes.none}>还没有责任单位，请先在“清单信息与责任单位”中添加。</p>}
      </fieldset>
    </details>
  );
});
