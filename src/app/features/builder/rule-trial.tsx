import { NativeSelect, TextInput } from "@mantine/core";
import { IconCircleCheckFilled, IconCircleDashed, IconInfoCircle } from "@tabler/icons-react";
import { memo, useDeferredValue, useState } from "react";
import { useDraft } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import { sampleAnswer } from "#app/features/builder/sample-answers.ts";
import { useFields } from "#app/features/builder/use-fields.ts";
import type { Answer } from "#core/answer/answer.ts";
import { OUTCOME_TEXT, type Outcome, tryRule } from "#core/builder/completion.ts";
import { itemIn, ownerOf } from "#core/builder/nodes.ts";
import type { Field } from "#core/field/definition.ts";
import { numberOf } from "#core/field/table.ts";
import type { StoredValue } from "#core/field/value.ts";
import { isCanonicalDecimal } from "#core/quantity/decimal-text.ts";
import { analyse } from "#core/rule/grammar.ts";
import type { Rule, Template } from "#core/template/schema.ts";

const SHAPES: Record<Outcome["state"], typeof IconInfoCircle> = {
  kept: IconCircleCheckFilled,
  "not-kept": IconInfoCircle,
  "not-applicable": IconCircleDashed,
  silent: IconCircleDashed,
  fault: IconInfoCircle,
};

/** Figures to try the rule on, and what it says to them now. What is typed is seen first, and then tried. */
export function RuleTrial({ itemKey, rule }: { itemKey: string; rule: Rule }) {
  const template = useDeferredValue(useDraft((store) => store.template));
  const fields = useDeferredValue(useFields());
  return <Trial itemKey={itemKey} rule={useDeferredValue(rule)} template={template} fields={fields} />;
}

interface TrialProps {
  itemKey: string;
  rule: Rule;
  template: Template;
  fields: ReadonlyMap<string, Field>;
}

const Trial = memo(function Trial({ itemKey, rule, template, fields }: TrialProps) {
  const [typed, setTyped] = useState<ReadonlyMap<string, StoredValue>>(new Map());
  const named = namedBy(rule, fields);
  const answers = answersFor(template, itemKey, named, typed);
  const outcome = tryRule(template, itemKey, rule, { year: template.year, answers });
  const sampleOf = ({ key }: Field): StoredValue | undefined =>
    answers.get(ownerOf(template, key)?.key ?? "")?.values[key];
  return (
    <fieldset className={classes.trial}>
      <legend>用样例数据试一试</legend>
      <div className={classes.row}>
        {named.map((field) => (
          <TrialInput
            key={field.key}
            field={field}
            value={sampleOf(field)}
            onChange={(value) => setTyped(new Map(typed).set(field.key, value))}
          />
        ))}
      </div>
      <Said rule={rule} outcome={outcome} />
    </fieldset>
  );
});

function Said({ rule, outcome }: { rule: Rule; outcome: Outcome }) {
  if (rule.expect.trim() === "") return <output className={classes.outcome}>写好后在这里试算</output>;
  const Shape = SHAPES[outcome.state];
  return (
    <output className={classes.outcome} data-state={outcome.state}>
      <Shape size={17} aria-hidden />
      {outcome.state === "fault" ? `不能试算：${outcome.message}` : OUTCOME_TEXT[outcome.state]}
      {outcome.state === "silent" && `：${outcome.missing.join("、")}`}
    </output>
  );
}

function namedBy(rule: Rule, fields: ReadonlyMap<string, Field>): Field[] {
  const keys = [rule.expect, rule.when ?? "true"].flatMap((expression) => {
    const read = analyse(expression, (name) => fields.get(name)?.type);
    return read.ok ? [...read.value.current, ...read.value.prior] : [];
  });
  return [...new Set(keys)].flatMap((key) => fields.get(key) ?? []);
}

/** Of the items that the rule speaks of, and no others: there may be hundreds. */
function answersFor(
  template: Template,
  itemKey: string,
  named: readonly Field[],
  typed: ReadonlyMap<string, StoredValue>,
): Map<string, Answer> {
  const owners = [itemIn(template, itemKey), ...named.map(({ key }) => ownerOf(template, key))];
  return new Map(
    owners.flatMap((item) => {
      if (!item) return [];
      const answer = sampleAnswer(item, template.year);
      const tried = item.fields.flatMap(({ key }) => (typed.has(key) ? [[key, typed.get(key)]] : []));
      return [[item.key, { ...answer, values: { ...answer.values, ...Object.fromEntries(tried) } }]];
    }),
  );
}

interface TrialInputProps {
  field: Field;
  value: StoredValue | undefined;
  onChange: (value: StoredValue) => void;
}

function TrialInput({ field, value, onChange }: TrialInputProps) {
  if (field.type === "number") {
    const figure = numberOf(field, value) ?? {};
    const { unit } = field;
    const label = unit ? `${field.label}（${unit}）` : field.label;
    const put = (name: "now" | "prior", text: string): void => {
      const { [name]: _, ...rest } = figure;
      onChange(text === "" ? rest : { ...rest, [name]: text });
    };
    return (
      <>
        <Figure label={label} value={figure.now} onChange={(text) => put("now", text)} />
        {field.prior !== undefined && (
          <Figure label={`${field.label}·上年`} value={figure.prior} onChange={(text) => put("prior", text)} />
        )}
      </>
    );
  }
  if (field.type === "yesno" || field.type === "choice") {
    const options =
      field.type === "choice"
        ? field.options.map(({ key, label }) => ({ value: key, label }))
        : [
            { value: "true", label: "是" },
            { value: "false", label: "否" },
          ];
    return (
      <NativeSelect
        label={field.label}
        value={String(value)}
        data={options}
        onChange={(event) =>
          onChange(field.type === "yesno" ? event.currentTarget.value === "true" : event.currentTarget.value)
        }
      />
    );
  }
  return (
    <TextInput
      label={field.label}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** What is no figure yet stays typed and is not tried. */
function Figure({
  label,
  value = "",
  onChange,
}: {
  label: string;
  value?: string | undefined;
  onChange: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      value={text}
      w={150}
      error={text !== "" && !isCanonicalDecimal(text) && "请填数字"}
      onChange={(event) => {
        const typed = event.currentTarget.value.trim();
        setText(typed);
        if (typed === "" || isCanonicalDecimal(typed)) onChange(typed);
      }}
    />
  );
}
