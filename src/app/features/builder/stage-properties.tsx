import { TextInput } from "@mantine/core";
import classes from "#app/features/builder/builder.module.css";
import { SEVERITY_OPTIONS } from "#app/features/builder/labels.ts";
import { OptionList } from "#app/features/builder/option-list.tsx";
import { ChoiceProperty, type Json, useSet, useTyped, wholeNumber } from "#app/features/builder/properties.tsx";
import type { FieldOf } from "#core/field/definition.ts";

const MEASURES = { spending: "经费支出", pupils: "学生数", perPupil: "生均支出" } as const;

/** The table of two spendings that may only rise: its rows, its years, and what a fall counts as. */
export function StageProperties({ field }: { field: FieldOf<"stages"> }) {
  const at = { kind: "field", key: field.key } as const;
  const set = useSet(at);
  const years = useTyped(field.years.join(","), (text) =>
    set(
      "years",
      text.split(/[,，\s]+/).map((each): Json => wholeNumber(each)),
    ),
  );
  return (
    <>
      <OptionList field={field} name="学段" />
      <div className={classes.row}>
        <TextInput
          label="年份"
          description="相对报告年度，由远到近，例如 -2,-1"
          value={years.text}
          error={years.error}
          onChange={(event) => years.type(event.currentTarget.value)}
        />
        <ChoiceProperty
          at={at}
          name="severity"
          label="下降时"
          value={field.severity}
          options={SEVERITY_OPTIONS}
          width={140}
        />
      </div>
      {(Object.keys(MEASURES) as (keyof typeof MEASURES)[]).map((name) => (
        <Measure key={name} field={field} name={name} />
      ))}
    </>
  );
}

function Measure({ field, name }: { field: FieldOf<"stages">; name: keyof typeof MEASURES }) {
  const set = useSet({ kind: "field", key: field.key });
  const measure = field[name];
  const label = useTyped(measure.label, (text) => set(name, { ...measure, label: text }));
  const unit = useTyped(measure.unit, (text) => set(name, { ...measure, unit: text }));
  return (
    <div className={classes.entry}>
      <TextInput
        aria-label={`${MEASURES[name]}的名称`}
        value={label.text}
        error={label.error}
        onChange={(event) => label.type(event.currentTarget.value)}
        className={classes.grow}
      />
      <TextInput
        aria-label={`${MEASURES[name]}的单位`}
        value={unit.text}
        error={unit.error}
        onChange={(event) => unit.type(event.currentTarget.value)}
        w={110}
      />
    </div>
  );
}
