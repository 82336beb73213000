import { NativeSelect } from "@mantine/core";
import { memo, useState } from "react";
import { useDraftStore } from "#app/data/draft-context.tsx";
import classes from "#app/features/builder/builder.module.css";
import expression from "#app/features/builder/expression.module.css";
import { ExpressionEditor } from "#app/features/builder/expression-editor.tsx";
import { optionsOf, SEVERITY_OPTIONS, STANDING_OPTIONS } from "#app/features/builder/labels.ts";
import { PresetForm } from "#app/features/builder/preset-form.tsx";
import { ChoiceProperty, TextProperty, wholeNumber } from "#app/features/builder/properties.tsx";
import { RuleTrial } from "#app/features/builder/rule-trial.tsx";
import { PRESET_TEXT, type Preset, recognisePreset } from "#core/builder/presets.ts";
import type { Field } from "#core/field/definition.ts";
import type { Rule } from "#core/template/schema.ts";

const { evidence: _, ...PRESETS } = PRESET_TEXT;
const OWN = "own";
const KINDS = [...optionsOf(PRESETS), { value: OWN, label: "自写表达式" }];
const isPreset = (name: string): name is Preset["kind"] => name in PRESETS;

export interface RuleEditorProps {
  itemKey: string;
  /** the item's own fields */
  own: readonly Field[];
  rule: Rule;
}

/** A rule: chosen from presets or written out, and tried on sample figures at once. */
export const RuleEditor = memo(function RuleEditor({ itemKey, own, rule }: RuleEditorProps) {
  const at = { kind: "rule", item: itemKey, key: rule.key } as const;
  const store = useDraftStore();
  const found = recognisePreset(rule);
  const [chosen, setChosen] = useState<string>();
  const kind = chosen ?? found?.kind ?? (rule.expect === "" ? "not-below-prior" : OWN);
  return (
    <>
      <NativeSelect
        label="规则类型"
        description="常用规则选好数据项即可；特殊的自写表达式"
        value={kind}
        data={KINDS}
        onChange={(event) => setChosen(event.currentTarget.value)}
        maw={300}
      />
      {isPreset(kind) ? (
        <PresetForm
          key={kind}
          kind={kind}
          preset={found?.kind === kind ? found : undefined}
          own={own}
          onWrite={(written) => {
            const { expect, when, field, message } = written;
            store.edit({ kind: "set", at, patch: { expect, when: when ?? null, field, message } });
          }}
        />
      ) : (
        <>
          <div className={expression.beside}>
            <div className={expression.written}>
              <ExpressionEditor at={at} name="expect" label="应当满足" value={rule.expect} own={own} />
              <ExpressionEditor
                at={at}
                name="when"
                label="只在此条件下校验（可不填）"
                value={rule.when ?? ""}
                optional
                own={own}
              />
            </div>
            <RuleTrial itemKey={itemKey} rule={rule} />
          </div>
          <FieldOfRule itemKey={itemKey} own={own} rule={rule} />
        </>
      )}
      <TextProperty at={at} name="message" label="不满足时的提示" value={rule.message} lines={1} />
      <div className={classes.row}>
        <ChoiceProperty at={at} name="severity" label="程度" value={rule.severity} options={SEVERITY_OPTIONS} />
        <ChoiceProperty
          at={at}
          name="standing"
          label="依据的可靠程度"
          value={rule.standing}
          options={STANDING_OPTIONS}
        />
        <TextProperty
          at={at}
          name="ref"
          label="规则编号"
          value={rule.ref}
          optional
          placeholder="例如 R-12"
          width={130}
        />
        <TextProperty
          at={at}
          name="from"
          label="起始年度"
          value={rule.from === undefined ? "" : String(rule.from)}
          optional
          numeric
          read={wholeNumber}
          width={110}
        />
        <TextProperty
          at={at}
          name="to"
          label="截止年度"
          value={rule.to === undefined ? "" : String(rule.to)}
          optional
          numeric
          read={wholeNumber}
          width={110}
        />
      </div>
      {isPreset(kind) && rule.expect !== "" && <RuleTrial itemKey={itemKey} rule={rule} />}
    </>
  );
});

function FieldOfRule({ itemKey, own, rule }: RuleEditorProps) {
  return (
    <ChoiceProperty
      at={{ kind: "rule", item: itemKey, key: rule.key }}
      name="field"
      label="提示显示在"
      value={rule.field}
      options={[{ value: "", label: "整条" }, ...own.map(({ key, label }) => ({ value: key, label }))]}
      width={300}
    />
  );
}
