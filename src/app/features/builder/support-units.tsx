import { Checkbox } from "@mantine/core";
import { useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import type { Item, Template } from "#core/template/schema.ts";

/** Who helps the unit that leads. */
export function SupportUnits({ item, units }: { item: Item; units: Template["units"] }) {
  const store = useDraftStore();
  const chosen = new Set(item.support);
  const choose = (key: string, on: boolean): void => {
    const support = units.map((unit) => unit.key).filter((each) => (each === key ? on : chosen.has(each)));
    store.edit({ kind: "set", at: { kind: "item", key: item.key }, patch: { support } });
  };
  const names = units.filter(({ key }) => chosen.has(key)).map(({ name }) => name);
  return (
    <details className={classes.support}>
      <summary>配合单位：{names.length === 0 ? "无" : names.join("、")}</summary>
      <fieldset className={classes.units} aria-label="配合单位">
        {units
          .filter(({ key }) => key !== item.lead)
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
}
