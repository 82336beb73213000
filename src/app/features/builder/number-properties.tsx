import { AimProperties } from "#app/features/builder/aim-properties.tsx";
import classes from "#app/features/builder/builder.module.css";
import { useIndicators } from "#app/features/builder/indicators.ts";
import { ChoiceProperty, TextProperty, wholeNumber } from "#app/features/builder/properties.tsx";
import type { FieldOf } from "#core/field/definition.ts";

/** Unit, places, bounds, the period before, and the indicator that law and plans speak of. */
export function NumberProperties({ field }: { field: FieldOf<"number"> }) {
  const at = { kind: "field", key: field.key } as const;
  const indicators = useIndicators();
  return (
    <>
      <div className={classes.row}>
        <TextProperty at={at} name="unit" label="单位" value={field.unit} placeholder="例如 万元" width={120} />
        <TextProperty
          at={at}
          name="precision"
          label="小数位数"
          value={String(field.precision)}
          read={wholeNumber}
          numeric
          width={100}
        />
        <TextProperty at={at} name="min" label="最小" value={field.min} optional numeric width={110} />
        <TextProperty at={at} name="max" label="最大" value={field.max} optional numeric width={110} />
      </div>
      <div className={classes.row}>
        <TextProperty
          at={at}
          name="prior"
          label="上期"
          description="填写后与上期数并列；留空则不比"
          value={field.prior}
          optional
          placeholder="例如 {year-2}年"
        />
        <ChoiceProperty
          at={at}
          name="indicator"
          label="对应指标"
          description="对应后自动对照法定标准和规划目标"
          value={field.indicator}
          options={[
            { value: "", label: "不对应" },
            ...indicators.map(({ key, name, unit }) => ({ value: key, label: unit ? `${name}（${unit}）` : name })),
          ]}
        />
      </div>
      <AimProperties field={field} />
    </>
  );
}
